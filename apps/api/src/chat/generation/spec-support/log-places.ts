import { Logger } from '@nestjs/common';
import type { ChatEvent } from '@prome-dify/contracts';
import type { TestRedis } from '@prome-dify/testing';
import { reachableRedis } from '@prome-dify/testing/databases';
import type { Observable } from 'rxjs';
import { RedisPeers } from '../../../platform/peers';
import type { SequencedEvent, StoredLog } from '../generation-log';
import { InProcessLog } from '../in-process-log';
import type { LogContent } from '../log-entry';
import { RedisLog } from '../redis-log';

Logger.overrideLogger(false);

/** Logs of two processes. */
export interface LogPlace {
  readonly log: InProcessLog;
  readonly other: InProcessLog;
  close(): Promise<void>;
}

/** The kinds of log that there are, each of which must do the same. */
export async function logKinds(): Promise<readonly { name: string; open(): Promise<LogPlace> }[]> {
  const inProcess = {
    name: 'in process',
    open: async (): Promise<LogPlace> => {
      const [log, other] = [new InProcessLog(), new InProcessLog()];
      return { log, other, close: async () => other.onModuleDestroy() };
    },
  };
  const redis = (await reachableRedis()).map(({ name, createPlace }) => ({
    name,
    open: async (): Promise<LogPlace> => {
      const place = createPlace();
      const [one, two] = [await openRedisLog(place), await openRedisLog(place)];
      const close = async () => {
        await Promise.all([one.close(), two.close()]);
        await place.remove();
      };
      return { log: one.log, other: two.log, close };
    },
  }));
  return [inProcess, ...redis];
}

/** The log of one more process, which reaches Redis at `url`. */
export async function openRedisLog(place: TestRedis, url = place.url) {
  const peers = await RedisPeers.join({ url, prefix: place.prefix });
  const log = new RedisLog(peers);
  return {
    log,
    peers,
    close: async () => {
      await log.onModuleDestroy();
      peers.close();
    },
  };
}

/** What a database would have of one log, as a spec says. */
export class Stored implements StoredLog {
  content: LogContent = { conversationId: 'c', isNew: true, text: '', closing: [] };
  /** What looking again throws. */
  failure: Error | undefined;
  reloads = 0;

  constructor(readonly generationId: string) {}

  /** A checkpoint, or the end. */
  save(text: string, closing: readonly ChatEvent[] = []): this {
    this.content = { ...this.content, text, closing };
    return this;
  }

  async reload(): Promise<LogContent> {
    this.reloads += 1;
    if (this.failure) throw this.failure;
    return this.content;
  }
}

/** Notes what a reader is told. */
export function note(events: Observable<SequencedEvent> | undefined) {
  const notes = {
    text: '',
    names: [] as string[],
    ids: [] as number[],
    last: undefined as ChatEvent | undefined,
    ended: false,
  };
  const reading = events?.subscribe({
    next: ({ id, event }) => {
      notes.ids.push(id);
      notes.names.push(event.event);
      notes.last = event;
      if (event.event === 'answer') notes.text += event.data.content;
    },
    complete: () => (notes.ended = true),
  });
  return Object.assign(notes, { leave: () => reading?.unsubscribe() });
}

export const DONE: ChatEvent = { event: 'done', data: { conversationId: 'c', reason: 'complete' } };
