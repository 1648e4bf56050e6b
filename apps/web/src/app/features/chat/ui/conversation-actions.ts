import { DestroyRef, Injector, Service, inject } from '@angular/core';
import type { ConversationView } from '@prome-dify/contracts';
import { failureOf } from '../../../core/http/failure';
import { saveFile } from '../../../ui/save-file';
import { Conversations } from '../data-access/conversations';

const UNDO_MS = 6_000;
const COMPLAINT_MS = 8_000;

/** Changes a conversation from the sidebar, lets it be undone, and says when it did not work. */
@Service()
export class ConversationActions {
  private readonly conversations = inject(Conversations);
  private readonly injector = inject(Injector);
  /** Out of sight, and not yet deleted. */
  private readonly leaving = new Set<string>();

  constructor() {
    // Who closes the page cannot undo any more: what was to be deleted is deleted now.
    const flush = () => this.leaving.forEach((id) => void this.delete(id, true));
    window.addEventListener('pagehide', flush);
    inject(DestroyRef).onDestroy(() => window.removeEventListener('pagehide', flush));
  }

  async rename(id: string, title: string): Promise<void> {
    await this.attempt(
      this.conversations.rename(id, title),
      $localize`:@@row.rename-failed:The title could not be changed.`,
    );
  }

  async pin({ id, pinned }: ConversationView): Promise<void> {
    const work = this.conversations.place(id, { pinned: !pinned });
    await this.attempt(work, $localize`:@@row.pin-failed:The conversation could not be pinned.`);
  }

  /** Moves it out of the list, or back. */
  async archive({ id, archived }: ConversationView): Promise<void> {
    const move = (to: boolean) =>
      this.attempt(
        this.conversations.place(id, { archived: to }),
        $localize`:@@row.move-failed:The conversation could not be moved.`,
      );
    if (!(await move(!archived)) || archived) return;
    if (await this.undone($localize`:@@row.archived:Conversation archived`)) await move(false);
  }

  /** Gives the whole conversation to the browser as a file. */
  async export({ id, title }: ConversationView, format: 'md' | 'json'): Promise<void> {
    const work = this.conversations
      .file(id, format)
      .then((file) => saveFile(file, `${title}.${format}`));
    await this.attempt(
      work,
      $localize`:@@row.export-failed:The conversation could not be exported.`,
    );
  }

  /** Opens the dialog about the link by which others read it. */
  async share(conversation: ConversationView): Promise<void> {
    const [{ MatDialog }, { ShareDialog }] = await Promise.all([
      import('@angular/material/dialog'),
      import('./share-dialog'),
    ]);
    const look = { width: '30rem', maxWidth: 'calc(100vw - 2rem)' };
    this.injector.get(MatDialog).open(ShareDialog, { data: conversation, ...look });
  }

  /** Takes it out of sight, and deletes it when nobody has undone that in time. */
  async remove(id: string): Promise<void> {
    this.leaving.add(id);
    this.conversations.hide(id, true);
    if (await this.undone($localize`:@@row.deleted:Conversation deleted`)) {
      this.leaving.delete(id);
      this.conversations.hide(id, false);
    } else await this.delete(id, false);
  }

  private async delete(id: string, keepalive: boolean): Promise<void> {
    if (!this.leaving.delete(id)) return;
    const work = this.conversations.remove(id, keepalive);
    await this.attempt(
      work,
      $localize`:@@row.delete-failed:The conversation could not be deleted.`,
    );
    this.conversations.hide(id, false);
  }

  /** Resolves with whether "Undo" was chosen while it was offered. */
  private async undone(text: string): Promise<boolean> {
    const bar = await this.say(text, $localize`:@@ui.undo:Undo`, UNDO_MS);
    return new Promise((resolve) => {
      bar.afterDismissed().subscribe(({ dismissedByAction }) => resolve(dismissedByAction));
    });
  }

  private async attempt(work: Promise<void>, complaint: string): Promise<boolean> {
    try {
      await work;
      return true;
    } catch (error) {
      await this.say(
        `${complaint} ${failureOf(error).message}.`,
        $localize`:@@ui.close:Close`,
        COMPLAINT_MS,
      );
      return false;
    }
  }

  private async say(text: string, action: string, duration: number) {
    const { MatSnackBar } = await import('@angular/material/snack-bar');
    return this.injector.get(MatSnackBar).open(text, action, { duration });
  }
}
