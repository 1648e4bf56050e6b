import { Injectable } from '@nestjs/common';
import type {
  ChatEvent,
  ChatRequest,
  DoneReason,
  ErrorCode,
  ErrorEvent,
  MessageStatus,
} from '@prome-dify/contracts';
import { ERRORS } from '@prome-dify/contracts';
import { ProblemError } from '../../platform/http';
import { requestHash, requestKey } from '../turn/turns';
import { doneEvent } from './done-event';
import type { StoredLog } from './generation-log';
import type { LogContent } from './log-entry';
import type { GenerationRow } from './replay.repository';
import { ReplayRepository } from './replay.repository';
import { usageData } from './settlement';

/** Answers that do not run in this process any more, told again from what was stored. */
@Injectable()
export class Replay {
  constructor(private readonly generations: ReplayRepository) {}

  /**
   * The generation that was begun with this key, if there is one.
   * @throws ProblemError `idempotency_mismatch` when it was begun with another body
   */
  async findByKey(userId: string, key: string, request: ChatRequest): Promise<string | undefined> {
    const found = await this.generations.findByKey(requestKey(userId, key));
    if (found && found.requestHash !== requestHash(request)) {
      throw new ProblemError('idempotency_mismatch');
    }
    return found?.id;
  }

  /** The state of the answer. @throws ProblemError `not_found` */
  async status(userId: string, generationId: string): Promise<MessageStatus> {
    return (await this.find(userId, generationId)).messageStatus;
  }

  /** What is stored of the answer. @throws ProblemError `not_found` */
  async read(userId: string, generationId: string): Promise<StoredLog> {
    const reload = async () => contentOf(await this.find(userId, generationId));
    return { generationId, content: await reload(), reload };
  }

  private async find(userId: string, generationId: string): Promise<GenerationRow> {
    const row = await this.generations.find(userId, generationId);
    if (!row) throw new ProblemError('not_found');
    return row;
  }
}

function contentOf(row: GenerationRow): LogContent {
  const { conversationId, isNew, text } = row;
  return { conversationId, isNew: Boolean(isNew), text, closing: closingOf(row) };
}

/** None while it runs, in this process or another, or until it is found to have crashed. */
function closingOf(row: GenerationRow): ChatEvent[] {
  const usage = usageOf(row);
  switch (row.messageStatus) {
    case 'streaming':
      return [];
    case 'complete':
    case 'stopped':
      return [
        { event: 'answer', data: { content: '', finished: true } },
        ...usage,
        doneEvent(doneReason(row), row),
      ];
    case 'failed':
      return [...usage, { event: 'error', data: failureOf(row) }];
    case 'interrupted':
      return [
        ...usage,
        {
          event: 'error',
          data: { error: 'The answer was interrupted', code: 'server_restarting' },
        },
      ];
  }
}

function doneReason({ outcome }: GenerationRow): DoneReason {
  return outcome === 'length' || outcome === 'stopped' ? outcome : 'complete';
}

function failureOf({ outcome }: GenerationRow): ErrorEvent['data'] {
  const code = outcome !== null && outcome in ERRORS ? (outcome as ErrorCode) : 'model_failed';
  return { error: ERRORS[code].title, code };
}

function usageOf(row: GenerationRow): ChatEvent[] {
  const { tokensUsed } = row;
  return tokensUsed === null ? [] : [{ event: 'usage', data: usageData({ ...row, tokensUsed }) }];
}
