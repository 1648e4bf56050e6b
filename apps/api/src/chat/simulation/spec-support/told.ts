import type { ChatEvent, ChatRequest, MessageStatus } from '@prome-dify/contracts';
import { userAccount } from '../../../ledger';
import type { Sent, World } from './world';

/** What is stored of an answer. */
interface Stored {
  readonly status: 'running' | 'completed' | 'stopped' | 'failed' | 'interrupted';
  readonly outcome: string | null;
  readonly message: MessageStatus;
  readonly text: string;
  readonly question: string;
  readonly questionId: string;
  /** What the question follows. */
  readonly parentId: string | null;
  readonly charged: number | null;
  readonly balanceAfter: number | null;
}

/** The text that a reader was told, from the beginning of the answer. */
const textOf = (events: readonly ChatEvent[]): string =>
  events.map((event) => (event.event === 'answer' ? event.data.content : '')).join('');

/** What somebody has just been told must be in the database. */
export function checkTold(world: World, sent: Sent, event: ChatEvent): void {
  const { generationId, name } = sent;
  const must = (isSo: boolean, promise: string): void =>
    world.demand(isSo, `${name} was told ${JSON.stringify(event)}, but ${promise}`);
  if (event.event === 'error' && !generationId) return checkRefusal(world, sent, event, must);
  const stored = storedOf(world, generationId ?? '');
  if (!stored) return must(false, 'nothing of it is stored');
  if (sent.request) checkPlace(world, sent.request, stored, must);
  if (event.event === 'usage') {
    must(event.data.tokensUsed === stored.charged, `${stored.charged} were charged`);
    must(event.data.balanceAfter === stored.balanceAfter, `${stored.balanceAfter} were left`);
  }
  if (event.event === 'done') {
    must(['completed', 'stopped'].includes(stored.status), `it is ${stored.status}`);
    must(stored.outcome === event.data.reason, `its outcome is ${stored.outcome}`);
    must(stored.text === textOf(sent.events), `its text is ${JSON.stringify(stored.text)}`);
  }
  if (event.event === 'error') checkFailure(event.data.code, stored, must);
  const isModelFailure = event.event === 'error' && event.data.code === stored.outcome;
  if (event.event === 'done' || (isModelFailure && stored.status === 'failed')) {
    const wasTold = sent.events.some((each) => each.event === 'usage');
    must(wasTold === (stored.charged !== null), `${stored.charged} were charged`);
  }
}

/** What somebody has just been told of a stopped answer must be so, now and for ever. */
export function checkStopped(world: World, generationId: string, status: MessageStatus): void {
  const stored = storedOf(world, generationId);
  world.demand(
    stored?.message === status,
    `the answer ${generationId} is ${stored?.message}, and who stopped it was told ${status}`,
  );
}

type Must = (isSo: boolean, promise: string) => void;

/** It answers what was asked, where it was asked. */
function checkPlace(
  { stage }: World,
  { message, parentId, regenerate }: ChatRequest,
  { question, questionId, parentId: follows }: Stored,
  must: Must,
): void {
  if (regenerate !== undefined) {
    const [beside] = stage.store.look<{ parentId: string }>(
      'SELECT parent_id AS parentId FROM message WHERE id = ?',
      regenerate,
    );
    return must(beside?.parentId === questionId, 'it is no version of the answer that was named');
  }
  must(question === message, 'it answers something else');
  if (parentId !== undefined) must(follows === parentId, `its question follows ${follows}`);
}

function checkFailure(code: string, { status, outcome }: Stored, must: Must): void {
  // Told when the settlement was not heard of for a whole lease: whether it was made is not known.
  if (code === 'internal') return;
  if (code === 'server_restarting') {
    must(['running', 'interrupted'].includes(status), `it is ${status}`);
  } else {
    must(status === 'failed' && outcome === code, `it is ${status}, ${outcome}`);
  }
}

function checkRefusal(
  world: World,
  { person }: Sent,
  { data }: ChatEvent & { event: 'error' },
  must: Must,
): void {
  const [account] = world.stage.store.look<{ available: number }>(
    `SELECT CASE WHEN restricted = 1 THEN 0 ELSE posted - held END AS available
     FROM account WHERE id = ?`,
    userAccount(person.id),
  );
  must(data.balance === account?.available, `${account?.available} are available`);
  if (data.code === 'spending_limit_reached') {
    must(person.answerLimit !== null || person.dailyLimit !== null, 'there is no limit');
  } else {
    must(data.code === 'insufficient_tokens', 'nothing was begun');
  }
}

function storedOf(world: World, generationId: string): Stored | undefined {
  const [stored] = world.stage.store.look<Stored>(
    `SELECT g.status, g.outcome, m.status AS message, m.content AS text, q.content AS question,
       q.id AS questionId, q.parent_id AS parentId,
       t.amount AS charged, t.balance_after AS balanceAfter
     FROM generation g JOIN message m ON m.id = g.assistant_message_id
     JOIN message q ON q.id = g.user_message_id
     LEFT JOIN transfer t ON t.hold_id = g.hold_id WHERE g.id = ?`,
    generationId,
  );
  return stored;
}
