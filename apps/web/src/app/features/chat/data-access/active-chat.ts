import { Service, computed, effect, inject, signal, untracked } from '@angular/core';
import { Drafts } from './drafts';
import { Models } from './models';
import type { Thread } from './thread';
import { placeOf, type Turn } from './thread-state';
import { Threads } from './threads';

interface Selection {
  /** The conversation that the address names; `null` for a new one. */
  readonly id: string | null;
  readonly thread: Thread;
}

/** The conversation on the screen, with what is being written in it. One per chat page. */
@Service({ autoProvided: false })
export class ActiveChat {
  private readonly drafts = inject(Drafts);
  private readonly models = inject(Models);
  private readonly threads = inject(Threads);
  private readonly selection = signal<Selection>({ id: null, thread: this.threads.fresh() });
  private readonly draft = signal('');

  readonly thread = computed(() => this.selection().thread);
  readonly text = this.draft.asReadonly();
  /** The address that a conversation has got since it was shown as a new one. */
  readonly newId = computed(() => {
    const { id, thread } = this.selection();
    return id === null ? thread.conversationId() : null;
  });

  constructor() {
    effect(() => {
      const id = this.newId();
      if (id !== null) untracked(() => this.moveDraft(id));
    });
  }

  /** Shows the conversation of an address. The one that just got this address stays as it is. */
  show(id: string | null): void {
    const { thread } = this.selection();
    if (id !== null && thread.conversationId() === id) this.selection.set({ id, thread });
    else this.select(id, id === null ? this.threads.fresh() : this.threads.of(id));
  }

  /** Begins a new conversation, also where a new one is shown already. */
  startNew(): void {
    this.select(null, this.threads.fresh(true));
  }

  write(text: string): void {
    this.draft.set(text);
    this.drafts.save(this.thread().conversationId(), text);
  }

  send(text: string): void {
    if (this.thread().busy()) return;
    this.write('');
    this.post(text);
  }

  /** Asks a question differently, or has it answered anew; what was there stays another version. */
  replace(turn: Turn, text = ''): void {
    if (!this.thread().busy()) this.post(text, turn);
  }

  /** Tries again what has failed. What is being written meanwhile stays. */
  retry(): void {
    const { turns, unsent } = this.thread().state();
    const answer = turns.at(-1);
    if (!answer || this.thread().busy()) return;
    if (unsent || answer.id === null) {
      const question = turns.slice(unsent?.from).findLast(({ role }) => role === 'user');
      this.post(question?.content ?? '', unsent?.aside[0]);
    } else this.replace(answer);
  }

  private post(text: string, instead?: Turn): void {
    const thread = this.thread();
    const { key } = this.drafts.send(thread.conversationId(), text, placeOf(instead));
    thread.send(text, key, this.models.chosen()?.id ?? null, instead);
  }

  private select(id: string | null, thread: Thread): void {
    this.selection.set({ id, thread });
    this.draft.set(this.drafts.text(id, !thread.holdsUnsent()));
  }

  /** What was written under "new" belongs to the conversation that has begun. */
  private moveDraft(id: string): void {
    const text = this.drafts.text(null, false);
    this.drafts.save(null, '');
    if (text !== '') this.drafts.save(id, text);
  }
}
