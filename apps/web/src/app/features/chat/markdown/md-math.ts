import {
  Component,
  ElementRef,
  computed,
  effect,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import type { Formula } from './block';
import { idle, unselected } from './idle';

/** Shorter TeX is seldom wider than a phone. What may scroll can be reached with the keyboard. */
const WIDE_TEX = 30;

/**
 * A formula. Until it is drawn, in the page's idle time, and where it cannot be, it is shown as it was
 * written.
 */
@Component({
  selector: 'md-math',
  host: {
    '[class.math-display]': 'formula().display',
    '[class.math-inline]': 'drawn() && !formula().display',
    '[attr.tabindex]': 'formula().display ? 0 : null',
    '[attr.title]': 'drawn() ? formula().tex : null',
  },
  template: `<span #place [attr.tabindex]="isWide() ? 0 : null"></span>
    @if (!drawn()) {
      <span class="math-source">{{ source() }}</span>
    }`,
})
export class MdMath {
  readonly formula = input.required<Formula>();

  protected readonly drawn = signal(false);
  protected readonly source = computed(() => this.formula().raw.trim());
  protected readonly isWide = computed(() => {
    const { display, tex } = this.formula();
    return this.drawn() && !display && tex.length > WIDE_TEX;
  });
  private readonly place = viewChild.required<ElementRef<HTMLElement>>('place');
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  /** The same formula may come as another object while the text around it grows. */
  private readonly shape = computed(() => this.formula(), {
    equal: (a, b) => a.tex === b.tex && a.display === b.display && a.closed === b.closed,
  });

  constructor() {
    effect((onCleanup) => {
      const { tex, display, closed } = this.shape();
      const stopping = new AbortController();
      onCleanup(() => stopping.abort());
      // Whoever has no network reads it as it was written.
      if (closed) this.draw(tex, display, stopping.signal).catch(() => undefined);
    });
  }

  private async draw(tex: string, display: boolean, signal: AbortSignal): Promise<void> {
    const { mathOf } = await import('./math');
    await idle();
    await unselected(this.element, signal);
    if (signal.aborted) return;
    const math = mathOf(tex, display);
    this.place().nativeElement.replaceChildren(...(math ? [math] : []));
    this.drawn.set(math !== null);
  }
}
