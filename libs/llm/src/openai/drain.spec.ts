import { collect, QUESTION } from '../conformance/collect.fixture';
import { UpstreamFixture } from '../conformance/upstream.fixture';
import type { TokenUsage } from '../port';

let fixture: UpstreamFixture;

beforeAll(async () => {
  fixture = await UpstreamFixture.start();
});
afterEach(() => fixture.reset());
afterAll(() => fixture.stop());

const USAGE = { prompt_tokens: 7, completion_tokens: 9, total_tokens: 16 };

/** Reads the first words of an answer and leaves; what is said of its figures later. */
async function leaveEarly(drainMs: number) {
  const late = Promise.withResolvers<TokenUsage>();
  const controller = new AbortController();
  const request = { ...QUESTION, onLateUsage: late.resolve };
  const words: string[] = [];
  for await (const packet of fixture.connect({ drainMs }).stream(request, controller.signal)) {
    for (const event of packet) if (event.t === 'delta') words.push(event.text);
    controller.abort();
  }
  return { words, late: late.promise };
}

describe('an answer that nobody waits for any more', () => {
  it('is listened to for its figures, and leaves its connection for the next', async () => {
    let goOn: () => void = () => undefined;
    const left = new Promise<void>((resolve) => (goOn = resolve));
    fixture.server.next(async (call) => {
      await call.delta('First');
      await left;
      await call.delta('second');
      await call.finish('stop');
      await call.usage(USAGE);
      await call.done();
    });
    const { words, late } = await leaveEarly(5_000);
    expect(words).toEqual(['First']);
    goOn();
    expect(await late).toMatchObject({ inputUncached: 7, output: 9 });
    expect((await collect(fixture.connect())).last).toMatchObject({ t: 'end' });
  });

  it('is closed when its figures do not come in time', async () => {
    fixture.server.next(async (call) => {
      await call.delta('First');
      await call.hang();
    });
    await leaveEarly(50);
    await fixture.server.requests[0]?.closed;
  });

  it('is closed at once by default', async () => {
    fixture.server.next(async (call) => {
      await call.delta('First');
      await call.hang();
    });
    await leaveEarly(0);
    await fixture.server.requests[0]?.closed;
  });
});
