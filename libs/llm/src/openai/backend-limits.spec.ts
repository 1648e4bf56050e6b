import { collect, QUESTION } from '../conformance/collect.fixture';
import { UpstreamFixture } from '../conformance/upstream.fixture';

let fixture: UpstreamFixture;

beforeAll(async () => {
  fixture = await UpstreamFixture.start();
});
afterEach(() => fixture.reset());
afterAll(() => fixture.stop());

describe('limits', () => {
  it('ends an endless answer at the limit of its text', async () => {
    const small = fixture.connect({ limits: { textBytesMax: 10_000 } });
    fixture.server.script('endless');
    const { text, last } = await collect(small, QUESTION);
    expect(Buffer.byteLength(text)).toBe(10_000);
    expect(last).toEqual({ t: 'end', reason: 'length' });
    await fixture.server.requests[0]?.closed;
  });

  it('stops reading what has no text and no end', async () => {
    const small = fixture.connect({ limits: { wireBytesMax: 100_000 } });
    fixture.server.script(async (call) => {
      while (!call.gone.aborted) await call.raw(`: ${'comment '.repeat(500)}\n`);
    });
    expect((await collect(small)).last).toMatchObject({ code: 'model_failed' });
  });

  it('stops reading when there are no words for long, however many there were before', async () => {
    const small = fixture.connect({ limits: { wordlessBytesMax: 100_000 } });
    fixture.server.script(async (call) => {
      for (let turn = 0; turn < 5; turn += 1) {
        await call.raw(`: ${'x'.repeat(60_000)}\n\n`);
        await call.delta('word ');
        await call.wait(20);
      }
      while (!call.gone.aborted) await call.delta('');
    });
    const { text, last } = await collect(small);
    expect([text, last]).toMatchObject(['word '.repeat(5), { code: 'model_failed' }]);
  });

  it('waits for a reader that is behind, and does not take that for silence', async () => {
    const text = 'and on '.repeat(100_000);
    fixture.server.script(async (call) => {
      for (let at = 0; at < text.length; at += 700) await call.delta(text.slice(at, at + 700));
      await call.finish('stop');
      await call.done();
    });
    let got = '';
    let turns = 0;
    for await (const packet of fixture.connect().stream(QUESTION, new AbortController().signal)) {
      turns += 1;
      if (turns === 2) await new Promise((resolve) => setTimeout(resolve, 400));
      for (const event of packet) if (event.t === 'delta') got += event.text;
    }
    expect(got).toBe(text);
  });
});
