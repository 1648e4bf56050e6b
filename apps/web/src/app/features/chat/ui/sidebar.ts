import { Component, computed, inject, output } from '@angular/core';
import { PaletteOpener } from '../../../core/palette/palette-opener';
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
  protected readonly conversations = inject(Conversations);
  protected readonly palette = inject(PaletteOpener);
  protected readonly actions = inject(ConversationActions);
  protected readonly list = this.conversations.list;

  readonly startNew = output();
  /** The conversation of this id has been deleted. */
  readonly removed = output<string>();

  /** A conversation was chosen. */
  readonly navigated = output();

  protected readonly groups = computed(() => {
    const rows = this.conversations.shown();
    const pinned = rows.filter((row) => row.pinned);
    const ages = groupByAge(
      rows.filter((row) => !row.pinned),
      new Date(),
    );
    return pinned.length > 0
      ? [{ label: $localize`:@@chat.pinned:Pinned`, rows: pinned }, ...ages]
      : ages;
  });

  protected remove(id: string): void {
    void this.actions.remove(id);
    this.removed.emit(id);
  }
}
