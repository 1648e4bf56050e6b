import type { Operation } from './document';
import { OPERATIONS } from './document';
import type { Customer } from './customer';

/** A call that names something by its id. */
interface Owned {
  /** Makes such a thing for its owner and gives its id. */
  readonly make: (owner: Customer) => Promise<string>;
  /** An id of the same form that nothing has. */
  readonly unknown: string;
  /** What goes behind the path. */
  readonly query?: string;
  /** What is sent beside the id in the path. */
  readonly body?: (id: string) => unknown;
}

const unknown = '01a20337-0000-7000-8000-00000000dead';
const conversation = {
  unknown,
  make: async (owner: Customer) => (await owner.ask('A private matter')).conversationId,
};
const generation = {
  unknown,
  make: async (owner: Customer) => (await owner.ask('A private matter')).generationId,
};
const continued = (conversationId: string) => ({ message: 'Go on', conversationId });

/**
 * An example for each id that a request can name, by its route and the name of the id. A new one
 * has to be added here: that it is nobody else's is not left to chance.
 */
export const OWNED: Readonly<Record<string, Owned>> = {
  'POST /api/chat: conversationId': { ...conversation, body: continued },
  'POST /api/chat/quote: conversationId': { ...conversation, body: continued },
  'GET /api/chat/{generationId}/stream: generationId': generation,
  'POST /api/chat/{generationId}/stop: generationId': generation,
  'GET /api/conversations/{id}/messages: id': conversation,
  'GET /api/conversations/{id}/export: id': { ...conversation, query: '?format=md' },
  'PATCH /api/conversations/{id}: id': { ...conversation, body: () => ({ title: 'Mine' }) },
  'DELETE /api/conversations/{id}: id': conversation,
  'POST /api/billing/checkout/{sessionId}/confirm: sessionId': {
    unknown: 'cs_test_nobody',
    make: async (owner) => (await owner.buy()).sessionId,
  },
  'GET /api/billing/purchases/{id}: id': {
    unknown,
    make: async (owner) => (await owner.buy()).purchaseId,
  },
  'GET /api/billing/purchases/{id}/receipt: id': {
    unknown,
    make: async (owner) => (await owner.buy(true)).purchaseId,
  },
  'GET /api/messages/{id}/receipt: id': {
    unknown,
    make: async (owner) => (await owner.ask('A private matter')).messageId,
  },
};

/** Ids of what is for everybody. */
export const SHARED: readonly string[] = ['POST /api/billing/checkout: packageId'];

/** Every id that a request can name, as the document says. */
export const idsInDocument: readonly string[] = OPERATIONS.flatMap((operation) =>
  idsOf(operation).map((name) => `${operation.route}: ${name}`),
);

function idsOf({ parameters, body }: Operation): readonly string[] {
  const named = parameters.filter(
    ({ in: place, name }) => place === 'path' || (place === 'query' && isId(name)),
  );
  const members = Object.entries(body?.properties ?? {}).filter(
    ([name, { format }]) => format === 'uuid' || isId(name),
  );
  return [...named.map(({ name }) => name), ...members.map(([name]) => name)];
}

function isId(name: string): boolean {
  return /^id$|Id$|_id$/.test(name);
}
