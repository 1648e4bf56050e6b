import { Component, computed, effect, inject, linkedSignal } from '@angular/core';
import { MatDialogRef } from '@angular/material/dialog';
import { Router } from '@angular/router';
import type { SearchHit } from '@prome-dify/contracts';
import { LIMITS } from '@prome-dify/contracts';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Connectivity } from '../connectivity';
import { Session } from '../session/session';
import { PaletteActions, type PaletteAction } from './palette-actions';
import { PaletteSearch } from './palette-search';

const MOVES: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index + count - 1) % count,
};

/** One field for everything: what was said, what was begun, and what can be done. */
@Component({
  selector: 'pd-palette',
  imports: [Button, Icon],
  providers: [PaletteSearch],
  host: { class: 'flex max-h-[70dvh] min-h-0 flex-col' },
  templateUrl: './palette.html',
})
export class Palette {
  private readonly dialog = inject<MatDialogRef<Palette>>(MatDialogRef);
  private readonly router = inject(Router);
  private readonly offered = inject(PaletteActions);
  private readonly session = inject(Session);
  protected readonly connectivity = inject(Connectivity);
  protected readonly search = inject(PaletteSearch);
  protected readonly searchMax = LIMITS.searchMax;

  protected readonly hits = computed(() => this.search.state().hits);
  protected readonly actions = computed(() => this.offered.matching(this.search.words()));
  private readonly count = computed(() => this.hits().length + this.actions().length);
  /** The option that Enter chooses; the first one again when there are others. */
  protected readonly active = linkedSignal({ source: this.count, computation: () => 0 });
  protected readonly hitsLabel = computed(() =>
    this.search.words() ? $localize`:@@palette.hits:Found` : $localize`:@@palette.recent:Recent`,
  );
  /** What a screen reader is told. */
  protected readonly words = computed(() => {
    const { status, hits } = this.search.state();
    if (status !== 'ready')
      return status === 'loading' ? $localize`:@@palette.searching:Searching…` : '';
    const count = hits.length;
    if (this.search.words() !== '')
      return count > 0
        ? $localize`:@@palette.found:${count}:count: found`
        : $localize`:@@palette.nothing:Nothing was found.`;
    return count > 0 ? '' : $localize`:@@palette.no-conversations:No conversations yet.`;
  });

  constructor() {
    effect(() => {
      if (!this.session.signedIn()) this.dialog.close();
    });
  }

  /** Whose words a hit is, and where. */
  protected placeOf({ role, title }: SearchHit): string {
    return role === 'user'
      ? $localize`:@@palette.said-by-you:You in ${title}:title:`
      : $localize`:@@palette.said-by-model:Answer in ${title}:title:`;
  }

  protected move(event: KeyboardEvent): void {
    const move = MOVES[event.key];
    if (event.isComposing || !move || this.count() === 0) return;
    event.preventDefault();
    this.active.update((index) => move(index, this.count()));
    document.getElementById(`option-${this.active()}`)?.scrollIntoView({ block: 'nearest' });
  }

  protected chooseActive(event: Event): void {
    if ((event as KeyboardEvent).isComposing) return;
    event.preventDefault();
    const hit = this.hits()[this.active()];
    const action = this.actions()[this.active() - this.hits().length];
    if (hit) this.visit(hit);
    else if (action) this.run(action);
  }

  protected visit({ conversationId, messageId }: SearchHit): void {
    this.dialog.close();
    const fragment = messageId === null ? {} : { fragment: `m-${messageId}` };
    void this.router.navigate(['/chat', conversationId], fragment);
  }

  protected run(action: PaletteAction): void {
    this.dialog.close();
    action.run();
  }
}
