import { Component, computed, inject, output } from '@angular/core';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { LoadFailed } from '../../../ui/load-failed';
import { Skeleton } from '../../../ui/skeleton';
import { Conversations } from '../data-access/conversations';
import { ConversationActions } from './conversation-actions';
import { ConversationRow } from './conversation-row';
import { groupByAge } from './group-by-age';

/** The history: every conversation, grouped by when it was last used. */
@Component({
  selector: 'pd-sidebar',
  imports: [Button, ConversationRow, Icon, LoadFailed, Skeleton],
  host: { class: 'flex h-full min-h-0 flex-col' },
  templateUrl: './sidebar.html',
})
export class Sidebar {
  protected readonly actions = inject(ConversationActions);
  protected readonly list = inject(Conversations).list;

  readonly startNew = output();
  /** The conversation of this id has been deleted. */
  readonly removed = output<string>();

  /** A conversation was chosen. */
  readonly navigated = output();

  protected readonly groups = computed(() => groupByAge(this.list.items(), new Date()));

  protected async remove(id: string): Promise<void> {
    if (await this.actions.remove(id)) this.removed.emit(id);
  }
}
