import { randomUUID } from 'node:crypto';
import type { ApiClient } from '@prome-dify/testing';
import type { Chance } from '../../chat/simulation/spec-support/chance';
import type { Belongings } from './belongings';
import type { Operation } from './document';
import { OPERATIONS } from './document';

/** A call as it is sent. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** Calls that end the session, show the mailbox of everybody, or only cost time. */
const LEFT_OUT = ['/api/auth/logout', '/api/auth/password', '/api/auth/re', '/api/dev/'];
const CALLED = OPERATIONS.filter(({ path }) => !LEFT_OUT.some((each) => path.startsWith(each)));

/** A call by somebody who knows every id and cursor of somebody else; words are never sent. */
export function randomCall(chance: Chance, theirs: Belongings, own: Belongings): Call {
  const operation = chance.pick(CALLED);
  const id = () =>
    chance.weigh([
      [6, chance.pick(theirs.ids)],
      [2, chance.pick(own.ids)],
      [1, randomUUID()],
    ]);
  const path = operation.path.replace(/\{\w+\}/g, id);
  const query = queryOf(chance, operation, theirs, own);
  const names = Object.keys(operation.body?.properties ?? {});
  const values: Readonly<Record<string, unknown>> = {
    message: 'Harmless',
    title: 'Harmless',
    packageId: 'starter-pack',
    perAnswer: null,
    perDay: null,
    conversationId: id(),
    activeMessageId: id(),
    ...(chance.happens(0.5) ? { parentId: id() } : { message: undefined, regenerate: id() }),
  };
  const given = names.filter((name) => name in values && chance.happens(0.9));
  return {
    method: operation.method,
    path: `${path}${query}`,
    headers: { ...(chance.happens(0.2) ? { 'idempotency-key': id() } : {}), origin: 'null' },
    ...(operation.body
      ? { body: Object.fromEntries(given.map((name) => [name, values[name]])) }
      : {}),
  };
}

function queryOf(chance: Chance, { parameters }: Operation, theirs: Belongings, own: Belongings) {
  const values: Readonly<Record<string, () => string>> = {
    limit: () => String(chance.between(1, 200)),
    cursor: () => chance.pick([...theirs.cursors, ...theirs.cursors, ...own.cursors]),
    q: () => chance.pick(['plumage', 'swallow', 'tell', 'of', '%25', '_']),
    after: () => String(chance.between(0, 9)),
  };
  const given = parameters.flatMap(({ in: place, name }) => {
    const value = place === 'query' && chance.happens(0.5) ? values[name]?.() : undefined;
    return value === undefined ? [] : [`${name}=${value}`];
  });
  return given.length > 0 ? `?${given.join('&')}` : '';
}

/** Everything an answer says, its headers included; of a stream without end, the beginning. */
export async function readAnswer(who: ApiClient, { path, ...options }: Call): Promise<string> {
  const leaving = new AbortController();
  const response = await who.fetch(path, { ...options, signal: leaving.signal });
  let text = JSON.stringify([response.status, ...response.headers]);
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (path.startsWith('/api/billing/balance/stream') && text.includes('"debt"')) break;
  }
  leaving.abort();
  return text;
}
