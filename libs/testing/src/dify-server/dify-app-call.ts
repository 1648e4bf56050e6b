import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { ScriptedCall, type RecordedRequest } from '../scripted-http';
import type { DifyTask } from './task';

const CREATED_AT = 1_750_000_000;

/** One `POST /chat-messages`, as a script sees it. The app works on when its reader is gone. */
export class DifyAppCall extends ScriptedCall {
  constructor(
    request: RecordedRequest,
    incoming: IncomingMessage,
    response: ServerResponse,
    readonly task: DifyTask,
  ) {
    super(request, incoming, response);
  }

  /** Whether it was told to stop. */
  get stopped(): boolean {
    return this.task.stopped.aborted;
  }

  /** Sends an event as Dify does: its name and the ids are members of its JSON. */
  send(event: string, members: object = {}): Promise<void> {
    return this.event(this.dressed(event, members));
  }

  /** An event of a workflow: what it says is in `data`. */
  workflow(event: string, data: object = {}): Promise<void> {
    const { workflowRunId } = this.task;
    return this.send(event, {
      workflow_run_id: workflowRunId,
      data: { id: workflowRunId, workflow_id: 'workflow-1', ...data },
    });
  }

  /** The sign of life that Dify sends every ten seconds: a name and no data. */
  ping(): Promise<void> {
    return this.raw('event: ping\n\n');
  }

  /** The last event of an answer. */
  messageEnd(usage: unknown): Promise<void> {
    const metadata = { usage, retriever_resources: [] };
    return this.send('message_end', { id: this.task.messageId, metadata, files: null });
  }

  /** An error in the stream, which names no task. */
  async fail(status: number, code: string): Promise<void> {
    const { conversationId, messageId } = this.task;
    const ids = { conversation_id: conversationId, message_id: messageId, created_at: CREATED_AT };
    const message = `UPSTREAM TEXT about ${code}`;
    await this.event({ event: 'error', ...ids, status, code, message });
  }

  /** Writes down what an answer took, for `GET /messages`. */
  record(answer: string, messageTokens: number, answerTokens: number): void {
    const { messageId: id, conversationId } = this.task;
    this.task.row = {
      ...{ id, conversation_id: conversationId, answer, status: 'normal', error: null },
      ...{ message_tokens: messageTokens, answer_tokens: answerTokens, currency: 'USD' },
    };
  }

  /** Works for so long, whether somebody reads or not; less when it is told to stop. */
  async work(ms: number): Promise<void> {
    await setTimeout(ms, undefined, { signal: this.task.stopped }).catch(() => undefined);
  }

  /** The members of an event with the ids that all events have. */
  dressed(event: string, members: object): object {
    const { taskId, messageId, conversationId } = this.task;
    return {
      event,
      conversation_id: conversationId,
      message_id: messageId,
      created_at: CREATED_AT,
      task_id: taskId,
      ...members,
    };
  }
}

/** What the app does with a question. */
export type DifyScript = (call: DifyAppCall) => void | Promise<void>;
