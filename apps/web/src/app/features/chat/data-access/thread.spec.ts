/** @jest-environment node */
import type { ChatEvent, MessagesAnswer } from '@prome-dify/contracts';
import { jest } from '@jest/globals';
import { Failure } from '../../../core/http/failure';
import { message, page, USAGE } from './thread-story.fixture';
import { PlayedThread } from './thread.fixture';

const META: ChatEvent = { event: 'meta', data: { conversation_id: 'c-1' } };
const HELLO: ChatEvent = { event: 'answer', data: { content: 'Hello', finished: false } };
const COST: ChatEvent = { event: 'usage', data: USAGE };
const DONE: ChatEvent = { event: 'done', data: { conversationId: 'c-1', reason: 'complete' } };
const POOR: ChatEvent = {
  event: 'error',
  data: { error: 'Insufficient tokens', code: 'insufficient_tokens', balance: 0 },
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());
const frame = () => jest.advanceTimersByTime(50);

function asking(conversationId: string | null = null): PlayedThread {
  const played = new PlayedThread(conversationId);
  played.thread.send('Why?', 'key-1', null);
  return played;
}

describe('sending', () => {
  it('asks for what was written, in this conversation, by the model that was chosen', () => {
    const played = new PlayedThread('c-1');
    played.thread.send('Why?', 'key-1', 'demo');
    const request = { message: 'Why?', conversationId: 'c-1', model: 'demo' };
    expect(played.sent$).toEqual([{ request, key: 'key-1' }]);
    expect(asking().sent$[0]?.request).toEqual({ message: 'Why?' });
  });

  it('waits for the running answer: a second send asks nothing', () => {
    const played = asking();
    played.thread.send('And?', 'key-2', null);
    expect([played.sent$.length, played.state.turns.length]).toEqual([1, 2]);
  });

  it('tells everything worth knowing, each once', () => {
    const played = asking();
    played.accept();
    played.say(META, HELLO, COST, DONE);
    played.end();
    frame();
    expect(played.told).toEqual(['sent null', 'began c-1 Why?', 'charged', 'ended']);
    expect(played.thread.busy()).toBe(false);
  });

  it('draws at most once a frame', () => {
    const played = asking();
    played.accept();
    played.say(HELLO, HELLO);
    expect(played.state.turns[1]?.content).toBe('');
    frame();
    expect(played.state.turns[1]?.content).toBe('HelloHello');
  });

  it('of the same message again gets a turn of its own', () => {
    const played = asking();
    played.accept();
    played.say(HELLO, DONE);
    frame();
    played.thread.send('Why?', 'key-1', null);
    expect(new Set(played.state.turns.map(({ key }) => key)).size).toBe(4);
  });
});

describe('a message that is refused', () => {
  it('stays at its turn where it is kept', () => {
    const played = asking('c-1');
    played.accept(null);
    played.say(POOR);
    frame();
    expect(played.told).toEqual(['refused c-1 insufficient_tokens']);
    expect([played.thread.holdsUnsent(), played.state.turns.length]).toEqual([true, 2]);
  });

  it('leaves the screen where it goes back to the composer', () => {
    const played = asking();
    played.keeps = false;
    played.break(new Failure('unauthorized', 'over'));
    expect([played.told, played.state.turns]).toEqual([['refused null unauthorized'], []]);
  });

  it('is not one that was accepted and failed later', () => {
    const played = asking();
    played.accept();
    played.say(META, HELLO);
    played.break(new Failure('gone', 'Gone'));
    expect(played.told).toEqual(['sent null', 'began c-1 Why?']);
    expect(played.state.turns[1]).toMatchObject({ content: 'Hello', status: 'failed' });
  });
});

describe('Stop', () => {
  it('asks the server to stop, once, and the answer goes on to its end', () => {
    const played = asking();
    played.accept('g-7');
    played.thread.stop();
    played.thread.stop();
    expect([played.stops, played.state.phase, played.reading]).toEqual([['g-7'], 'stopping', true]);
  });

  it('pressed before the answer has a name is passed on as soon as it has', () => {
    const played = asking();
    played.thread.stop();
    expect(played.stops).toEqual([]);
    played.accept('g-7');
    expect(played.stops).toEqual(['g-7']);
  });

  it('that did not arrive can be pressed again', async () => {
    const played = asking();
    played.accept();
    played.stopFails = true;
    played.thread.stop();
    await Promise.resolve();
    expect(played.state.phase).toBe('streaming');
    played.thread.stop();
    expect(played.stops).toHaveLength(2);
  });

  it('of one answer does not stop the next', () => {
    const played = asking();
    played.accept();
    played.thread.stop();
    played.say(HELLO, { event: 'done', data: { conversationId: 'c-1', reason: 'stopped' } });
    frame();
    played.thread.send('Next', 'key-2', null);
    played.accept('g-2');
    expect([played.stops, played.state.phase]).toEqual([['g-1'], 'streaming']);
  });

  it('does nothing where nothing runs', () => {
    const played = new PlayedThread();
    played.thread.stop();
    expect([played.stops, played.thread.busy()]).toEqual([[], false]);
  });
});

describe('history', () => {
  it('goes on with an answer that is running', async () => {
    const played = new PlayedThread('c-1');
    const running = { role: 'assistant', status: 'streaming', generationId: 'g-3' } as const;
    played.history = async () => page([message('m1'), message('m2', running)]);
    await played.thread.load();
    expect([played.attached, played.thread.busy()]).toEqual([['g-3'], true]);
    played.thread.stop();
    expect(played.stops).toEqual(['g-3']);
  });

  it('tells why it could not be loaded, and can be asked for again', async () => {
    const played = new PlayedThread('c-1');
    await played.thread.load();
    expect(played.thread.loadFailure()).toMatchObject({ code: 'unexpected' });
    played.history = async () => page([message('m1')]);
    await played.thread.load();
    expect([played.thread.loadFailure(), played.state.turns.length]).toEqual([null, 1]);
  });

  it('loads an older page once, however often it is asked for', async () => {
    const played = new PlayedThread('c-1');
    played.history = async () => page([message('m2')], 'p2');
    await played.thread.load();
    const asked: (string | null)[] = [];
    let answer: (page: MessagesAnswer) => void = () => undefined;
    played.history = (cursor) => {
      asked.push(cursor);
      return new Promise((resolve) => (answer = resolve));
    };
    const both = Promise.all([played.thread.loadOlder(), played.thread.loadOlder()]);
    expect([asked, played.thread.loading()]).toEqual([['p2'], true]);
    answer(page([message('m1')]));
    await both;
    await played.thread.loadOlder();
    expect(asked).toEqual(['p2']);
    expect(played.state.turns.map(({ key }) => key)).toEqual(['m1', 'm2']);
  });

  it('of a conversation that has not begun is not asked for', async () => {
    const played = new PlayedThread(null);
    await played.thread.load();
    expect(played.thread.loadFailure()).toBeNull();
  });
});

describe('another branch', () => {
  const answer = (id: string) => message(id, { role: 'assistant', parentId: 'm1' });

  it('is loaded back to the message that was wanted, however far that is', async () => {
    const played = new PlayedThread('c-1');
    const pages = [page([message('m9')], 'p2'), page([message('m3')], 'p3'), page([message('m1')])];
    played.history = async () => pages.shift() ?? page([]);
    await played.thread.show('m3');
    expect(played.activated).toEqual(['m3']);
    expect(played.state.turns.map(({ id }) => id)).toEqual(['m3', 'm9']);
    expect(played.state.olderCursor).toBe('p3');
  });

  it('is not shown while an answer runs here, and elsewhere that answer is shown', async () => {
    const played = asking('c-1');
    await played.thread.show('m3');
    expect(played.activated).toEqual([]);
    const other = new PlayedThread('c-1');
    other.busyElsewhere = true;
    const running = { ...answer('m2'), status: 'streaming', generationId: 'g-3' } as const;
    other.history = async () => page([message('m1'), running]);
    await other.thread.show('m3');
    expect(other.attached).toEqual(['g-3']);
  });

  it('is begun by asking for another version of a turn, which is learnt of at its end', async () => {
    const played = new PlayedThread('c-1');
    played.history = async () => page([message('m1'), answer('m2')]);
    await played.thread.load();
    played.thread.send('', 'key-1', null, played.state.turns[1]);
    expect(played.sent$[0]?.request).toEqual({ regenerate: 'm2', conversationId: 'c-1' });
    played.history = async () => page([message('m1'), answer('m3')]);
    played.accept();
    played.say(HELLO, DONE);
    frame();
    await Promise.resolve().then(() => Promise.resolve());
    expect(played.state.turns[1]).toMatchObject({ key: 'key-1:2:a', id: 'm3' });
  });
});

it('a thread that is left stops reading', () => {
  const played = asking();
  expect(played.reading).toBe(true);
  played.thread.dispose();
  expect(played.reading).toBe(false);
});
