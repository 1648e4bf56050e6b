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
  private bytesLeft: number;
  private refused = false;
  private reason: EndReason | undefined;
  private readonly cleaners = { delta: new TextCleaner(), reasoning: new TextCleaner() };
  /** Whether any piece was read. */
  started = false;
  /** Whether text had to be cut off. */
  full = false;

  constructor(private readonly bytesMax: number) {
    this.bytesLeft = bytesMax;
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
    if (prompt) this.batch.push({ t: 'prompt', prompt });
    if (reasoning !== '') this.append('reasoning', this.cleaners.reasoning.push(reasoning));
    if (replaces) this.replace(text);
    else if (text !== '') this.append('delta', this.cleaners.delta.push(text));
    if (usage) this.batch.push({ t: 'usage', usage });
  }

  /** The events since the last call. */
  take(): ModelEvent[] {
    const batch = this.batch;
    this.batch = [];
    return batch;
  }

  /** The events since the last call, and the end. */
  end(reason: EndReason): ModelEvent[] {
    this.append('reasoning', this.cleaners.reasoning.flush());
    this.append('delta', this.cleaners.delta.flush());
    return [...this.take(), { t: 'end', reason }];
  }

  private replace(text: string): void {
    if (this.full) return;
    this.bytesLeft = this.bytesMax;
    this.cleaners.delta = new TextCleaner();
    this.batch.push({ t: 'replace', text: this.fit(this.cleaners.delta.push(text)) });
  }

  private append(channel: Channel, piece: string): void {
    const text = this.fit(piece);
    if (text === '') return;
    const last = this.batch.at(-1);
    if (last?.t === channel) {
      this.batch[this.batch.length - 1] = { t: channel, text: last.text + text };
    } else {
      this.batch.push({ t: channel, text });
    }
  }

  /** As much of `piece` as there is room for. */
  private fit(piece: string): string {
    if (this.full) return '';
    const bytes = Buffer.byteLength(piece);
    this.full = bytes > this.bytesLeft;
    const text = this.full ? firstBytes(piece, this.bytesLeft) : piece;
    this.bytesLeft -= bytes;
    return text;
  }
}
