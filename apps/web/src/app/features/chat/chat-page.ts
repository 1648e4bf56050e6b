import {
  Component,
  DestroyRef,
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
import { LIMITS, type ChatRequest } from '@prome-dify/contracts';
import { Balance } from '../../core/balance/balance';
import { AppTitle } from '../../core/routing/app-title';
import { Occupation } from '../../core/updates/occupation';
import { ActiveChat } from './data-access/active-chat';
import { CatchUp } from './data-access/catch-up';
import { Conversations } from './data-access/conversations';
import { Models } from './data-access/models';
import { announcementOf } from './ui/announcement';
import { ChatFrame } from './ui/chat-frame';
import { Composer } from './ui/composer';
import { CostEstimate } from './ui/cost-estimate';
import { Greeting } from './ui/greeting';
import { LowBalance } from './ui/low-balance';
import { ModelSelect } from './ui/model-select';
import { ThreadView, type Replacement } from './ui/thread-view';

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
  /** What a link wants to be asked; it fills the composer, and sends nothing. */
  readonly q = input<string>();

  protected readonly state = computed(() => this.chat.thread().state());
  protected readonly announcement = computed(() => announcementOf(this.state()));
  protected readonly heading = computed(
    () => this.conversations.titleOf(this.state().conversationId) ?? $localize`:@@chat.title:Chat`,
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
    const [balance, catchUp] = [inject(Balance), inject(CatchUp)];
    inject(Occupation).watch(computed(() => this.chat.text() !== ''));
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
      // The feed is open: the server can be asked, perhaps again.
      if (balance.live()) untracked(() => catchUp.run(this.chat.thread()));
    });
    effect(() => {
      const asked = this.q();
      if (asked !== undefined && this.id() === undefined) untracked(() => this.fillFromLink(asked));
    });
    effect(() => this.conversations.unread.show(this.state().conversationId));
    inject(DestroyRef).onDestroy(() => this.conversations.unread.show(null));
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

  protected replace({ turn, text }: Replacement): void {
    this.chat.replace(turn, text);
    this.composer().focus();
  }

  protected fill(suggestion: string): void {
    this.chat.write(suggestion);
    this.composer().focus();
  }

  /** What is being written stays before it; the address forgets it, so that a reload adds nothing. */
  private fillFromLink(asked: string): void {
    const parts = [this.chat.text(), asked]
      .map((text) => text.trim())
      .filter((text) => text !== '');
    this.fill(parts.join('\n\n').slice(0, LIMITS.messageMax));
    void this.router.navigate(['/chat'], { replaceUrl: true });
  }
}
