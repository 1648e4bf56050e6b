import type { Operation } from './document';
import { OPERATIONS } from './document';
import type { Customer } from './customer';

/** A call that names something by its id. */
interface Owned {
  /** Makes such a thing for its owner and gives its id. */
  readonly make: (owner: Customer) => Promise<string>;
  /** An id of the same form that nothing has. */
  readonly unknown: string;
  /** What the path names, where that is not the thing itself. */
  readonly within?: (id: string) => string;
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
/** The conversations of the answers that were made. */
const homes = new Map<string, string>();
const homeOf = (messageId: string) => homes.get(messageId) ?? unknown;
const answer = {
  unknown,
  make: async (owner: Customer) => {
    const { conversationId, messageId } = await owner.ask('A private matter');
    homes.set(messageId, conversationId);
    return messageId;
  },
};
const edited = (id: string) => ({ message: 'Go on', conversationId: homeOf(id), parentId: id });
const again = (id: string) => ({ conversationId: homeOf(id), regenerate: id });
const continued = (conversationId: string) => ({ message: 'Go on', conversationId });

/**
 * An example for each id that a request can name, by its route and the name of the id. A new one
 * has to be added here: that it is nobody else's is not left to chance.
 */
export const OWNED: Readonly<Record<string, Owned>> = {
  'POST /api/chat: conversationId': { ...conversation, body: continued },
  'POST /api/chat/quote: conversationId': { ...conversation, body: continued },
  'POST /api/chat: parentId': { ...answer, body: edited },
  'POST /api/chat/quote: parentId': { ...answer, body: edited },
  'POST /api/chat: regenerate': { ...answer, body: again },
  'POST /api/chat/quote: regenerate': { ...answer, body: again },
  'GET /api/chat/{generationId}/stream: generationId': generation,
  'POST /api/chat/{generationId}/stop: generationId': generation,
  'GET /api/conversations/{id}/messages: id': conversation,
  'GET /api/conversations/{id}/export: id': { ...conversation, query: '?format=md' },
  'PATCH /api/conversations/{id}: id': { ...conversation, body: () => ({ title: 'Mine' }) },
  'PATCH /api/conversations/{id}: activeMessageId': {
    ...answer,
    within: homeOf,
    body: (id) => ({ activeMessageId: id }),
  },
  'DELETE /api/conversations/{id}: id': conversation,
  'DELETE /api/auth/sessions/{id}: id': {
    unknown,
    make: (owner) => owner.anotherSession(),
  },
  'POST /api/conversations/{id}/share: id': conversation,
  'PUT /api/conversations/{id}/share: id': {
    unknown,
    make: async (owner) => (await owner.share()).conversationId,
  },
  'DELETE /api/conversations/{id}/share: id': conversation,
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
  'GET /api/messages/{id}/receipt: id': answer,
  'PUT /api/messages/{id}/feedback: id': { ...answer, body: () => ({ rating: 'up' }) },
};

/** Ids of what is for everybody. */
export const SHARED: readonly string[] = [
  'POST /api/billing/checkout: packageId',
  'GET /api/shared/{token}: token',
];

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
