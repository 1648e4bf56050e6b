import type { ServerResponse } from 'node:http';
import { encodeEvent } from '@prome-dify/sse';
import type { SequencedEvent } from './generation/generation-log';
import { atNextFrame, FRAME_MS } from './next-frame';

/** So much text goes out at once, in UTF-16 units; more only when that was taken. */
const PIECE_MAX = 32 * 1024;

/**
 * Writes the events of one answer to one reader: the first at once, then at most once a frame what
 * came meanwhile, its text joined. A reader that is behind gets more when it has taken what it got;
 * until then its text waits as the pieces that the log has anyway.
 */
export class StreamWriter {
  private waiting: SequencedEvent[] = [];
  private isDue = false;
  private isFull = false;
  private isOver = false;
  /** When text was written last. */
  private written = -FRAME_MS;
  private readonly flush = (): void => this.write();
  private readonly drained = (): void => {
    this.isFull = false;
    this.write();
  };

  /** `done` is called when the last event was handed over. */
  constructor(
    private readonly response: ServerResponse,
    private readonly done: () => void,
  ) {
    response.on('drain', this.drained);
  }

  add(next: SequencedEvent): void {
    const last = this.waiting.at(-1);
    const [before, text] = [last && textOf(last), textOf(next)];
    if (before && text) this.waiting[this.waiting.length - 1] = piece(next.id, before + text);
    else this.waiting.push(next);
    this.schedule(text !== '');
  }

  /** A comment, unless there is something to be taken first. */
  beat(comment: string): void {
    if (!this.isFull) this.put(comment);
  }

  /** Nothing follows. */
  end(): void {
    this.isOver = true;
    this.write();
  }

  /** The reader has left. */
  leave(): void {
    this.waiting = [];
    this.response.off('drain', this.drained);
  }

  /** All that comes in one go is written in one go, and text at most once a frame. */
  private schedule(mayWait: boolean): void {
    if (this.isFull) return;
    if (mayWait && performance.now() - this.written < FRAME_MS) return atNextFrame(this.flush);
    if (this.isDue) return;
    this.isDue = true;
    queueMicrotask(this.flush);
  }

  private write(): void {
    this.isDue = false;
    while (this.waiting.length > 0 && !this.isFull) {
      const events = this.waiting;
      this.waiting = [];
      let text = '';
      for (const each of events) {
        if (text.length > PIECE_MAX) this.waiting.push(each);
        else text += encoded(this.cut(each));
      }
      if (events.some(textOf)) this.written = performance.now();
      this.put(text);
    }
    if (this.isOver && this.waiting.length === 0) this.done();
  }

  /** As much of an event as goes out at once; the rest waits. An id is a place in the text. */
  private cut(whole: SequencedEvent): SequencedEvent {
    const text = textOf(whole);
    if (text.length <= PIECE_MAX) return whole;
    // Not between the halves of a character.
    const end = PIECE_MAX - Number(/[\ud800-\udbff]/.test(text.charAt(PIECE_MAX - 1)));
    this.waiting.push(piece(whole.id, text.slice(end)));
    return piece(whole.id - (text.length - end), text.slice(0, end));
  }

  private put(text: string): void {
    this.isFull = !this.response.write(text);
  }
}

/** The text of an event that is a piece of the answer, and not its last. */
function textOf({ event }: SequencedEvent): string {
  return event.event === 'answer' && !event.data.finished ? event.data.content : '';
}

function piece(id: number, content: string): SequencedEvent {
  return { id, event: { event: 'answer', data: { content, finished: false } } };
}

function encoded({ id, event: { event, data } }: SequencedEvent): string {
  return encodeEvent({ id, event, data });
}
