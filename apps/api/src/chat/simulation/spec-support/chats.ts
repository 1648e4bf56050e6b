import type { ChatEvent, ChatRequest } from '@prome-dify/contracts';
import { ProblemError } from '../../../platform/http';
import type { ServerProcess } from './server-process';
import { checkStopped, checkTold } from './told';
import type { Person, Sent, World } from './world';

const QUESTIONS = ['Hello', 'How much is left?', 'Tell me a story about an owl. '.repeat(4), '🦉'];
/** Refusals that anybody may get at any time. */
const REFUSALS = ['conversation_busy', 'too_many_streams', 'server_restarting', 'not_found'];

/** Somebody begins a conversation, or says something in one that they have. */
export function send(world: World): string | undefined {
  const { chance } = world;
  if (world.ready.length === 0) return undefined;
  const person = chance.pick(world.people);
  const conversations = person.conversations;
  const isNew = conversations.length === 0 || chance.happens(0.6);
  const request = {
    ...(isNew ? { message: chance.pick(QUESTIONS) } : turn(world, chance.pick(conversations))),
    model: chance.pick(['a', 'b', 'c']),
  };
  const key = chance.happens(0.7) ? { key: `key-${world.sent.length}` } : {};
  return post(world, { person, server: chance.pick(world.ready), request, ...key });
}

/** A conversation goes on, or a question is edited or answered anew: any, also a running one. */
function turn({ chance, stage }: World, conversationId: string): ChatRequest {
  const message = chance.pick(QUESTIONS);
  const answers = stage.store.look<{ id: string }>(
    `SELECT id FROM message WHERE conversation_id = ? AND role = 'assistant' ORDER BY id`,
    conversationId,
  );
  return chance.weigh<() => ChatRequest>([
    [4, () => ({ conversationId, message })],
    [2, () => ({ conversationId, message, parentId: chance.pick(answers).id })],
    [1, () => ({ conversationId, message, parentId: null })],
    [3, () => ({ conversationId, regenerate: chance.pick(answers).id })],
  ])();
}

/** Somebody sends the same again with the same key, or another message with that key. */
export function repeat(world: World): string | undefined {
  const { chance } = world;
  const earlier = world.sent.filter(({ key, request }) => key && request);
  if (earlier.length === 0 || world.ready.length === 0) return undefined;
  const { person, key, request } = chance.pick(earlier);
  if (!key || !request) return undefined;
  const message = chance.happens(0.1) ? 'Something else' : request.message;
  const again = { person, key, request: { ...request, message } };
  return post(world, { ...again, server: chance.pick(world.ready) });
}

/** Somebody asks for an answer again, from its beginning, of any process. */
export function resume(world: World): string | undefined {
  const { chance } = world;
  const known = world.sent.filter(({ generationId }) => generationId);
  if (known.length === 0 || world.ready.length === 0) return undefined;
  const { person, generationId = '' } = chance.pick(known);
  const server = chance.pick(world.ready);
  const sent = add(world, { person, server, generationId });
  follow(world, sent, server.chat.resume(person.id, generationId, 0));
  return `${sent.name}: ${person.name} asks ${server.name} again for ${generationId}`;
}

/** Somebody closes the connection. */
export function leave(world: World): string | undefined {
  const reading = world.sent.filter((sent) => sent.reading && !sent.reading.closed);
  if (reading.length === 0) return undefined;
  const sent = world.chance.pick(reading);
  sent.reading?.unsubscribe();
  return `${sent.person.name} leaves ${sent.name}`;
}

/** Somebody stops an answer, by any process. */
export function stop(world: World): string | undefined {
  const { chance } = world;
  const known = world.sent.filter(({ generationId }) => generationId);
  if (known.length === 0 || world.ready.length === 0) return undefined;
  const { person, generationId = '', server: first } = chance.pick(known);
  const isHere = world.ready.includes(first) && chance.happens(0.7);
  const server = isHere ? first : chance.pick(world.ready);
  server.chat.stop(person.id, generationId).then(
    ({ status }) => world.news.push(() => checkStopped(world, generationId, status)),
    (error: unknown) => world.heard(error, 'stopping failed'),
  );
  return `${person.name} stops ${generationId} at ${server.name}`;
}

function post(
  world: World,
  how: Required<Pick<Sent, 'person' | 'server' | 'request'>> & Pick<Sent, 'key'>,
): string {
  const sent = add(world, how);
  const { person, server, request, key } = how;
  follow(world, sent, server.chat.send(person.id, request, key));
  const { message, model, conversationId = 'a new conversation', parentId, regenerate } = request;
  const place = parentId === undefined ? '' : ` after ${parentId ?? 'nothing'}`;
  const what = regenerate ? `for another than ${regenerate}` : `"${message?.slice(0, 16)}"${place}`;
  const where = `to model ${model} in ${conversationId} by ${server.name}`;
  return `${sent.name}: ${person.name} sends ${what} ${where}, key ${key ?? 'none'}`;
}

function add(world: World, how: Omit<Sent, 'name' | 'events'>): Sent {
  const sent = { ...how, name: `r${world.sent.length + 1}`, events: [] };
  world.sent.push(sent);
  return sent;
}

function follow(world: World, sent: Sent, stream: ReturnType<ServerProcess['chat']['send']>): void {
  stream.then(
    ({ generationId, events }) => {
      if (generationId) sent.generationId = generationId;
      sent.reading = events.subscribe(({ event }) => tell(world, sent, event));
      // Nobody hears what a process says after its end.
      if (!sent.server.isAlive) sent.reading.unsubscribe();
    },
    (error: unknown) => {
      sent.error = error;
      if (!isRefusal(world, sent, error)) world.heard(error, `${sent.name} failed`);
    },
  );
}

function tell(world: World, sent: Sent, event: ChatEvent): void {
  if (!sent.server.isAlive) return;
  sent.events.push(event);
  if (event.event === 'meta') remember(sent.person, event.data.conversation_id);
  if (event.event !== 'meta' && event.event !== 'answer') {
    world.note(`${sent.name} is told ${JSON.stringify(event)}`);
    world.news.push(() => checkTold(world, sent, event));
  }
}

function remember({ conversations }: Person, id: string): void {
  if (!conversations.includes(id)) conversations.push(id);
}

function isRefusal(world: World, { key, request }: Sent, error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false;
  if (error.code !== 'idempotency_mismatch') return REFUSALS.includes(error.code);
  const same = world.sent.filter((sent) => sent.key === key && sent.request);
  return same.some((sent) => sent.request?.message !== request?.message);
}
