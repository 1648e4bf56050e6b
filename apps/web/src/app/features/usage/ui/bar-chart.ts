import {
  Component,
  ElementRef,
  computed,
  inject,
  input,
  linkedSignal,
  signal,
} from '@angular/core';
import { formatCount, formatTokens } from '../../../ui/format-tokens';
import type { Bar } from './bars';

const WIDTH = 600;
const HEIGHT = 160;

const MOVES: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowLeft: (index) => Math.max(0, index - 1),
  ArrowRight: (index, last) => Math.min(last, index + 1),
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * Bars over the days, side by side. One of them is in the order of the Tab key, the arrow keys lead
 * to the others, and each says its day and number. The same is in a table.
 */
@Component({
  selector: 'pd-bar-chart',
  template: `
    <p class="text-muted flex justify-between text-xs tabular-nums" aria-hidden="true">
      <span class="text-ink font-medium">{{ pointed()?.text }}</span>
      <span>{{ formatCount(most()) }}</span>
    </p>
    <svg
      class="bar-chart border-line block h-40 w-full border-y"
      viewBox="0 0 600 160"
      preserveAspectRatio="none"
      role="group"
      i18n-aria-label="@@usage.chart"
      aria-label="Tokens by day. The arrow keys lead from day to day."
      (keydown)="move($event)"
    >
      @for (bar of drawn(); track $index; let index = $index) {
        @for (part of bar.parts; track $index; let tone = $index) {
          <rect
            [attr.class]="'chart-tone-' + tone"
            [attr.x]="bar.x"
            [attr.y]="part.y"
            [attr.width]="bar.width"
            [attr.height]="part.height"
          />
        }
        <rect
          class="bar-chart-day"
          fill="transparent"
          role="img"
          y="0"
          height="160"
          [attr.x]="bar.x"
          [attr.width]="bar.width"
          [attr.aria-label]="bar.text"
          [attr.tabindex]="index === active() ? 0 : -1"
          (focus)="active.set(index); shown.set(index)"
          (blur)="shown.set(null)"
          (mouseenter)="shown.set(index)"
          (mouseleave)="shown.set(null)"
        />
      }
    </svg>
    <p class="text-muted mt-1 flex justify-between text-xs" aria-hidden="true">
      <span>{{ bars()[0]?.label }}</span>
      <span>{{ bars().at(-1)?.label }}</span>
    </p>
    @if (models().length > 1) {
      <ul class="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-[0.8125rem]" aria-hidden="true">
        @for (model of models(); track $index; let tone = $index) {
          <li class="flex items-center gap-1.5">
            <svg class="size-2.5" viewBox="0 0 10 10">
              <rect [attr.class]="'chart-tone-' + tone" width="10" height="10" rx="2" />
            </svg>
            {{ model }}
          </li>
        }
      </ul>
    }
  `,
})
export class BarChart {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  readonly bars = input.required<readonly Bar[]>();
  /** The names of the parts of each bar, from the bottom up. */
  readonly models = input.required<readonly string[]>();

  /** The bar that Tab leads to: the last one, until another had the keyboard. */
  protected readonly active = linkedSignal(() => this.bars().length - 1);
  /** The bar whose number is shown above. */
  protected readonly shown = signal<number | null>(null);
  protected readonly pointed = computed(() => this.drawn()[this.shown() ?? -1]);
  protected readonly formatCount = formatCount;
  protected readonly most = computed(() => Math.max(1, ...this.bars().map((bar) => bar.tokens)));
  protected readonly drawn = computed(() => {
    const step = WIDTH / Math.max(1, this.bars().length);
    return this.bars().map((bar, n) => ({
      x: n * step,
      width: step * 0.8,
      parts: this.stacked(bar.parts),
      text: `${bar.label}: ${formatTokens(bar.tokens)}${this.shares(bar)}`,
    }));
  });

  /** Each part of a bar upon the ones before it. */
  private stacked(parts: readonly number[]) {
    let below = 0;
    return this.models().map((_, index) => {
      const height = ((parts[index] ?? 0) / this.most()) * HEIGHT;
      below += height;
      return { y: HEIGHT - below, height };
    });
  }

  /** Which models had which part of a bar, where there are several. */
  private shares({ parts }: Bar): string {
    if (this.models().length < 2) return '';
    const shares = this.models().flatMap((model, index) => {
      const tokens = parts[index] ?? 0;
      return tokens > 0 ? [`${model} ${formatCount(tokens)}`] : [];
    });
    return shares.length > 0 ? ` (${shares.join(', ')})` : '';
  }

  protected move(event: KeyboardEvent): void {
    const move = MOVES[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = move(this.active(), this.bars().length - 1);
    this.element.querySelectorAll<SVGElement>('.bar-chart-day')[next]?.focus();
  }
}
