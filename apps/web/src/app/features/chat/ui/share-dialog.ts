import {
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  viewChild,
} from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import type { ConversationView } from '@prome-dify/contracts';
import { Button } from '../../../ui/button';
import { CopyButton } from '../../../ui/copy-button';
import { formatTime } from '../../../ui/format-time';
import { Notice } from '../../../ui/notice';
import { Skeleton } from '../../../ui/skeleton';
import { ShareLink, type ShareWork } from '../data-access/share-link';

/** What a screen reader is told when something is done; what is to be seen says the rest. */
const DONE: Readonly<Record<ShareWork, () => string>> = {
  create: () => $localize`:@@share.said-create:The link is made.`,
  show: () => '',
  update: () => $localize`:@@share.said-update:The link shows the conversation as it is now.`,
  revoke: () => $localize`:@@share.said-revoke:The link is revoked. It leads nowhere any more.`,
};

/** Makes a link by which others read a conversation, brings it up to date, and revokes it. */
@Component({
  selector: 'pd-share-dialog',
  imports: [Button, CopyButton, MatDialogModule, Notice, Skeleton],
  providers: [ShareLink],
  templateUrl: './share-dialog.html',
})
export class ShareDialog {
  protected readonly conversation = inject<ConversationView>(MAT_DIALOG_DATA);
  protected readonly link = inject(ShareLink);
  private readonly field = viewChild<ElementRef<HTMLElement>>('field');
  private readonly create = viewChild<ElementRef<HTMLElement>>('create');

  protected readonly said = computed(() => {
    const done = this.link.done();
    return done === null ? '' : DONE[done]();
  });
  protected readonly since = computed(() => {
    const view = this.link.view();
    return view === null ? '' : formatTime(view.updatedAt);
  });
  /** Whether the link is on its way for the first time. */
  protected readonly loading = computed(() => this.link.work() === 'show');

  constructor() {
    const injector = inject(Injector);
    void this.link.show(this.conversation);
    // What was pressed may be gone; the keyboard goes to what has come.
    effect(() => {
      if (this.link.done() === null) return;
      const next = () => (this.field() ?? this.create())?.nativeElement.focus();
      afterNextRender(next, { injector });
    });
  }
}
