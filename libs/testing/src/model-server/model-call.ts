import { ScriptedCall } from '../scripted-http';
import { deltaChunk, DONE, usageChunk } from './wire';

/** One call of the model, as a script sees it: what was asked, and the means to answer. */
export class ModelCall extends ScriptedCall {
  /** Whether the request asks for the counts at the end of the stream. */
  get wantsUsage(): boolean {
    const body = this.request.body as { stream_options?: { include_usage?: boolean } } | undefined;
    return body?.stream_options?.include_usage === true;
  }

  /** Sends a piece of the answer. */
  delta(text: string): Promise<void> {
    return this.event(deltaChunk({ content: text }));
  }

  /** Sends the reason of the end. */
  finish(reason: string): Promise<void> {
    return this.event(deltaChunk({}, reason));
  }

  /** Sends the counts. */
  usage(usage: unknown): Promise<void> {
    return this.event(usageChunk(usage));
  }

  /** Sends `[DONE]` and ends the answer. */
  async done(): Promise<void> {
    await this.raw(DONE);
    this.end();
  }
}

/** What the server does with a call. */
export type ModelScript = (call: ModelCall) => void | Promise<void>;
