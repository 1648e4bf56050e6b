import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AppTitle } from '../../core/routing/app-title';
import { Session } from '../../core/session/session';
import { Button } from '../../ui/button';
import { formatTime } from '../../ui/format-time';
import { LoadFailed } from '../../ui/load-failed';
import { Skeleton } from '../../ui/skeleton';
import { SharedConversationView } from './data-access/shared-conversation';
import { SharedTurn } from './ui/shared-turn';

/** A conversation that somebody has shared, for everybody who has the link. */
@Component({
  selector: 'pd-shared-page',
  imports: [Button, LoadFailed, RouterLink, SharedTurn, Skeleton],
  providers: [SharedConversationView],
  host: { class: 'mx-auto block w-full max-w-3xl px-4 pt-10 pb-16 sm:px-6' },
  templateUrl: './shared-page.html',
})
export class SharedPage {
  private readonly title = inject(AppTitle);
  protected readonly shared = inject(SharedConversationView);
  protected readonly session = inject(Session);

  /** The token of the address. */
  readonly token = input.required<string>();

  protected readonly since = computed(() => formatTime(this.shared.view()?.updatedAt ?? ''));
  protected readonly missing = computed(() => this.shared.failure()?.code === 'not_found');

  constructor() {
    effect(() => {
      const token = this.token();
      untracked(() => void this.shared.load(token));
    });
    effect(() => {
      const view = this.shared.view();
      if (view) this.title.show(view.title);
    });
  }
}
