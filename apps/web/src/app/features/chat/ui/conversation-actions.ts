import { Injector, Service, inject } from '@angular/core';
import { failureOf } from '../../../core/http/failure';
import { Conversations } from '../data-access/conversations';

/** Changes a conversation from the sidebar, asks where it must, and says when it did not work. */
@Service()
export class ConversationActions {
  private readonly conversations = inject(Conversations);
  private readonly injector = inject(Injector);

  async rename(id: string, title: string): Promise<void> {
    await this.attempt(this.conversations.rename(id, title), 'The title could not be changed.');
  }

  /** Resolves with whether the conversation is gone. */
  async remove(id: string): Promise<boolean> {
    if (!(await this.confirmed(id))) return false;
    return this.attempt(this.conversations.remove(id), 'The conversation could not be deleted.');
  }

  private async confirmed(id: string): Promise<boolean> {
    const [{ MatDialog }, { ConfirmDialog }] = await Promise.all([
      import('@angular/material/dialog'),
      import('../../../ui/confirm-dialog'),
    ]);
    const title = this.conversations.titleOf(id) ?? 'This conversation';
    const text = `“${title}” and its messages will be gone for good. What was paid for them stays paid.`;
    const data = { title: 'Delete this conversation?', text, confirm: 'Delete' };
    const dialog = this.injector.get(MatDialog).open(ConfirmDialog, { data });
    return new Promise((resolve) => {
      dialog.afterClosed().subscribe((answer) => resolve(answer === true));
    });
  }

  private async attempt(work: Promise<void>, complaint: string): Promise<boolean> {
    try {
      await work;
      return true;
    } catch (error) {
      const { MatSnackBar } = await import('@angular/material/snack-bar');
      const text = `${complaint} ${failureOf(error).message}.`;
      this.injector.get(MatSnackBar).open(text, 'Close', { duration: 8_000 });
      return false;
    }
  }
}
