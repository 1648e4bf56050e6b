import type { EventSourceMessage } from 'eventsource-parser';
import { members, text, type Members } from '../json';
import type { TokenUsage } from '../port';
import { UpstreamFailure } from '../upstream/failure';
import { parseJson, type Piece } from '../upstream/piece';
import { difyTotalUsage, difyUsage } from '../usage/dify';
import { difyFailure } from './failure';

/** An id that may stand in an address. */
const ID = /^[\w-]{1,100}$/;
/** So much text is kept, in UTF-16 units; nobody is shown more. */
const TEXT_MAX = 1_000_000;

/** What an event says about the answer, by its name; all others are about Dify's own work. */
const READERS: Readonly<Record<string, (events: DifyEvents, event: Members) => Piece>> = {
  message: (events, event) => events.message(text(event['answer'])),
  agent_message: (events, event) => events.agentMessage(text(event['answer'])),
  message_replace: (events, event) => events.become(text(event['answer'])),
  reasoning_chunk: (_, { data }) => ({ reasoning: text(members(data)['reasoning']) }),
  message_end: (events, { metadata }) => events.messageEnd(members(metadata)['usage']),
  workflow_finished: (events, { data }) => events.workflowFinished(members(data)),
  human_input_required: () => paused(),
  workflow_paused: () => paused(),
  error: (events, event) => events.failed(event),
};

function paused(): never {
  throw new UpstreamFailure('paused');
}

/** Reads the events of one answer of a Dify app, and keeps what stopping and billing need. */
export class DifyEvents {
  /** Names of the task, the message and the conversation; undefined until an event tells them. */
  task: string | undefined;
  messageId: string | undefined;
  conversation: string | undefined;
  /** The text so far. */
  text = '';
  usage: TokenUsage | undefined;
  /** Whether Dify has ended its work. */
  over = false;
  private agentSpoke = false;
  private workflowEnded = false;

  /** `countTokens` is our own count, for workflows that tell only a sum. */
  constructor(private readonly countTokens: (text: string) => number) {}

  readonly read = ({ data }: EventSourceMessage): Piece | undefined => {
    if (data === '') return undefined;
    const event = members(parseJson(data));
    const name = text(event['event']);
    if (name === '') throw new UpstreamFailure('garbled');
    this.noteIds(event);
    return Object.hasOwn(READERS, name) ? READERS[name]?.(this, event) : {};
  };

  /**
   * A New Agent says its whole answer once more, in a `message` after its `agent_message`s: that
   * begins the answer anew. In all other apps a `message` is the next piece.
   */
  message(answer: string): Piece {
    if (!this.agentSpoke) return this.append(answer);
    this.agentSpoke = false;
    return this.become(answer);
  }

  agentMessage(answer: string): Piece {
    this.agentSpoke = true;
    return this.append(answer);
  }

  /** The whole text is `answer` now; when that only continues what was there, it is a piece. */
  become(answer: string): Piece {
    const before = this.text;
    this.text = answer;
    if (answer.startsWith(before)) return { text: answer.slice(before.length) };
    return { text: answer, replaces: true };
  }

  /** In some versions of Dify this comes before `workflow_finished`, in others after it. */
  messageEnd(raw: unknown): Piece {
    const usage = difyUsage(raw);
    this.over = true;
    this.usage = usage ?? this.usage;
    return { reason: 'stop', last: this.usage !== undefined || this.workflowEnded, usage };
  }

  workflowFinished({ status, total_tokens: total }: Members): Piece {
    const ended = this.over;
    this.over = true;
    this.workflowEnded = true;
    const usage = this.usage ? undefined : difyTotalUsage(total, this.countTokens(this.text));
    this.usage ??= usage;
    if (status === 'failed') return { usage };
    return { usage, reason: 'stop', last: ended };
  }

  failed(event: Members): never {
    this.over = true;
    throw difyFailure(event);
  }

  private append(answer: string): Piece {
    if (this.text.length < TEXT_MAX) this.text += answer;
    return { text: answer };
  }

  private noteIds(event: Members): void {
    const id = (name: string) => {
      const value = text(event[name]);
      return ID.test(value) ? value : undefined;
    };
    this.task ??= id('task_id');
    this.messageId ??= id('message_id');
    this.conversation ??= id('conversation_id');
  }
}
