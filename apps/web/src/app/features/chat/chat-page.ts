import {
  Component,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  untracked,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import type { ChatRequest } from '@prome-dify/contracts';
import { AppTitle } from '../../core/routing/app-title';
import { ActiveChat } from './data-access/active-chat';
import { Conversations } from './data-access/conversations';
import { Models } from './data-access/models';
import { announcementOf } from './ui/announcement';
import { ChatFrame } from './ui/chat-frame';
import { Composer } from './ui/composer';
import { CostEstimate } from './ui/cost-estimate';
import { Greeting } from './ui/greeting';
import { LowBalance } from './ui/low-balance';
import { ModelSelect } from './ui/model-select';
import { ThreadView } from './ui/thread-view';

/** Conversations: the one of the address, and all others beside it. */
@Component({
  selector: 'pd-chat-page',
  imports: [ChatFrame, Composer, CostEstimate, Greeting, LowBalance, ModelSelect, ThreadView],
  providers: [ActiveChat],
  host: { class: 'flex min-h-0 flex-1 flex-col' },
  templateUrl: './chat-page.html',
})
export class ChatPage {
  private readonly conversations = inject(Conversations);
  private readonly models = inject(Models);
  private readonly router = inject(Router);
  private readonly title = inject(AppTitle);
  protected readonly chat = inject(ActiveChat);
  private readonly composer = viewChild.required(Composer);

  /** The conversation of the address; none for a new one. */
  readonly id = input<string>();

  protected readonly state = computed(() => this.chat.thread().state());
  protected readonly announcement = computed(() => announcementOf(this.state()));
  protected readonly heading = computed(
    () => this.conversations.titleOf(this.state().conversationId) ?? 'Chat',
  );
  /** What the composer would send, for the estimate. */
  protected readonly request = computed<ChatRequest | null>(() => {
    const message = this.chat.text().trim();
    const { conversationId, phase } = this.state();
    if (message === '' || phase !== 'idle') return null;
    const model = this.models.chosen()?.id;
    return { message, ...(conversationId !== null && { conversationId }), ...(model && { model }) };
  });

  constructor() {
    const injector = inject(Injector);
    void this.conversations.list.reload();
    effect(() => {
      const id = this.id() ?? null;
      untracked(() => this.chat.show(id));
      afterNextRender(() => this.composer().focus(), { injector });
    });
    effect(() => {
      const newId = this.chat.newId();
      if (newId !== null) void this.router.navigate(['/chat', newId], { replaceUrl: true });
    });
    effect(() => {
      this.id();
      this.title.show(this.heading());
    });
  }

  protected startNew(): void {
    this.chat.startNew();
    void this.router.navigateByUrl('/chat');
    this.composer().focus();
  }

  protected leaveIfShown(removedId: string): void {
    if (this.state().conversationId === removedId) this.startNew();
  }

  protected fill(suggestion: string): void {
    this.chat.write(suggestion);
    this.composer().focus();
  }
}
