import type { EndReason, ModelEvent } from '../port';
import { TextCleaner } from './clean-text';
import type { Piece } from './piece';

type Channel = 'delta' | 'reasoning';

/** The first `bytes` bytes of `text`, without half a character at the end. */
function firstBytes(text: string, bytes: number): string {
  const decoder = new TextDecoder();
  return decoder.decode(Buffer.from(text).subarray(0, bytes), { stream: true });
}

/**
 * Makes events of pieces. What belongs together and arrives together becomes one event; text is
 * cleaned; a text longer than `bytesMax` is cut there, and the answer is then over (`full`).
 */
export class AnswerBuilder {
  private batch: ModelEvent[] = [];
  /** Text that is no event yet, because more of it may come. */
  private open: { readonly channel: Channel; text: string } | undefined;
  private bytesLeft: number;
  private isFull = false;
  private refused = false;
  private reason: EndReason | undefined;
  private readonly cleaners = { delta: new TextCleaner(), reasoning: new TextCleaner() };
  /** Whether any piece was read. */
  started = false;

  constructor(private readonly bytesMax: number) {
    this.bytesLeft = bytesMax;
  }

  /** Whether text had to be cut off. */
  get full(): boolean {
    this.close();
    return this.isFull;
  }

  /** How the answer ends as far as the upstream has said; undefined while it has not. */
  get endReason(): EndReason | undefined {
    if (this.full) return 'length';
    return this.reason !== undefined && this.refused ? 'refusal' : this.reason;
  }

  add(piece: Piece): void {
    const { text = '', replaces, reasoning = '', prompt, usage, reason, refused = false } = piece;
    this.started = true;
    this.refused ||= refused;
    this.reason = reason ?? this.reason;
    if (prompt) this.push({ t: 'prompt', prompt });
    if (reasoning !== '') this.append('reasoning', reasoning);
    if (replaces) this.replace(text);
    else if (text !== '') this.append('delta', text);
    if (usage) this.push({ t: 'usage', usage });
  }

  /** The events since the last call. */
  take(): ModelEvent[] {
    this.close();
    const batch = this.batch;
    this.batch = [];
    return batch;
  }

  /** The events since the last call, and the end. */
  end(reason: EndReason): ModelEvent[] {
    this.close();
    this.pushText('reasoning', this.cleaners.reasoning.flush());
    this.pushText('delta', this.cleaners.delta.flush());
    return [...this.take(), { t: 'end', reason }];
  }

  private append(channel: Channel, text: string): void {
    if (this.open?.channel === channel) {
      this.open.text += text;
    } else {
      this.close();
      this.open = { channel, text };
    }
  }

  private close(): void {
    if (!this.open) return;
    const { channel, text } = this.open;
    this.open = undefined;
    this.pushText(channel, this.cleaners[channel].push(text));
  }

  private push(event: ModelEvent): void {
    this.close();
    this.batch.push(event);
  }

  private pushText(channel: Channel, piece: string): void {
    const text = this.fit(piece);
    if (text !== '') this.batch.push({ t: channel, text });
  }

  private replace(text: string): void {
    if (this.full) return;
    this.bytesLeft = this.bytesMax;
    this.cleaners.delta = new TextCleaner();
    this.batch.push({ t: 'replace', text: this.fit(this.cleaners.delta.push(text)) });
  }

  /** As much of `piece` as there is room for. */
  private fit(piece: string): string {
    if (this.isFull) return '';
    const bytes = Buffer.byteLength(piece);
    this.isFull = bytes > this.bytesLeft;
    const text = this.isFull ? firstBytes(piece, this.bytesLeft) : piece;
    this.bytesLeft -= bytes;
    return text;
  }
}
