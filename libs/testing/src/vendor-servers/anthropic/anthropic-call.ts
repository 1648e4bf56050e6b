import { AnswerCall, UPSTREAM_TEXT } from '../answer-call';

/** What an event of the Messages protocol is, as far as every one is the same. */
export interface AnthropicEvent {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** One event on the wire: its name stands twice. */
export function anthropicFrame(event: AnthropicEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** The first event of an answer. */
export function messageStart(usage: unknown): AnthropicEvent {
  const message = {
    ...{ id: 'msg_scripted', type: 'message', role: 'assistant', model: 'claude-scripted' },
    ...{ content: [], stop_reason: null, stop_sequence: null, usage },
  };
  return { type: 'message_start', message };
}

/** The last word on how the answer ends and what it took. */
export function messageDelta(stopReason: string | null, usage: unknown): AnthropicEvent {
  return {
    type: 'message_delta',
    delta: { stop_reason: stopReason, stop_sequence: null },
    usage,
  };
}

/** An error as the vendor writes it, in a body or in the stream. */
export function anthropicError(type: string): AnthropicEvent {
  return { type: 'error', error: { type, message: `${UPSTREAM_TEXT} about ${type}` } };
}

const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

/** One call of `POST /v1/messages`, as a script sees it. */
export class AnthropicCall extends AnswerCall {
  private blocks = 0;
  private started = false;

  /** Sends these events, each in a packet of its own. */
  async emit(...events: readonly AnthropicEvent[]): Promise<void> {
    for (const event of events) await this.raw(anthropicFrame(event));
  }

  /** Begins the message, once. */
  async begin(usage: unknown = { input_tokens: 12, output_tokens: 1 }): Promise<void> {
    if (this.started) return;
    this.started = true;
    await this.emit(messageStart(usage));
  }

  /** Sends a whole block: its head, its deltas, its end. */
  async block(head: object, ...deltas: readonly object[]): Promise<void> {
    const index = this.blocks;
    this.blocks += 1;
    await this.emit(
      { type: 'content_block_start', index, content_block: head },
      ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
      { type: 'content_block_stop', index },
    );
  }

  /** A block of text, which begins the message when nothing has. */
  async say(text: string): Promise<void> {
    await this.begin();
    await this.block({ type: 'text', text: '' }, { type: 'text_delta', text });
  }

  /** Ends the message. */
  async finish(stopReason: string | null, usage: unknown): Promise<void> {
    await this.emit(messageDelta(stopReason, usage), { type: 'message_stop' });
    this.end();
  }

  refuse(status: number, headers?: Record<string, string>): void {
    this.status(status, anthropicError(ERROR_TYPES[status] ?? 'api_error'), headers);
  }
}
