import type { MessageStatus } from '@prome-dify/contracts';
import type { StopReason } from './collect-answer';
import type { Turn } from './turn';

/** The first half of a character whose second half is still to come. */
const HALF = /[\ud800-\udbff]$/;

/** One job: its text so far, who reads it, and how to end it. */
export class RunningGeneration {
  /** Resolves with the final status of the answer when it is settled. */
  readonly settled: Promise<MessageStatus>;
  private readonly controller = new AbortController();
  private readers = 0;
  private grace: NodeJS.Timeout | undefined;
  private answer = '';
  private saved = 0;
  private characters = 0;

  constructor(
    readonly turn: Turn,
    private readonly graceMs: number,
    job: (generation: RunningGeneration, controller: AbortController) => Promise<MessageStatus>,
  ) {
    this.startGrace();
    this.settled = job(this, this.controller).finally(() => clearTimeout(this.grace));
  }

  /** Ends the upstream call; the job then settles by itself. */
  abort(reason: StopReason): void {
    this.controller.abort(reason);
  }

  /** Counts a reader in; the returned function counts it out. Nobody reading starts the grace. */
  attach(): () => void {
    this.readers += 1;
    clearTimeout(this.grace);
    return () => {
      this.readers -= 1;
      if (this.readers === 0) this.startGrace();
    };
  }

  /** Adds delivered text. */
  append(text: string): void {
    this.answer += text;
  }

  /** All that was delivered. */
  get text(): string {
    return this.answer;
  }

  /** The text that no checkpoint holds yet, in whole characters: databases know no halves. */
  get unsaved(): string {
    return this.answer.slice(this.saved).replace(HALF, '');
  }

  /** How much a checkpoint holds, in characters as databases count them: whole code points. */
  get savedCharacters(): number {
    return this.characters;
  }

  /** Says that this, the first of what was unsaved, is saved now. */
  markSaved(text: string): void {
    this.saved += text.length;
    for (const _ of text) this.characters += 1;
  }

  private startGrace(): void {
    this.grace = setTimeout(() => this.abort('stopped'), this.graceMs);
  }
}
