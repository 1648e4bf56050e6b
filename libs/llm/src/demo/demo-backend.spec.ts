import { collect, QUESTION } from '../conformance/collect.fixture';
import type { ModelRequest } from '../port';
import { estimatePrompt, estimateTokens, warmUpTokenizer } from '../tokens/estimate';
import { DemoBackend } from './demo-backend';

const FAST = new DemoBackend({ speed: Infinity });

function asking(content: string, maxOutputTokens = 4_000): ModelRequest {
  return { ...QUESTION, messages: [{ role: 'user', content }], maxOutputTokens };
}

beforeAll(async () => {
  await warmUpTokenizer();
});

describe('DemoBackend', () => {
  it('reports what the estimator counts', async () => {
    const request = asking('/lorem 100');
    const { text, usage } = await collect(FAST, request);
    expect(usage).toEqual({
      inputUncached: await estimatePrompt(request.messages),
      cacheRead: 0,
      cacheWrite: 0,
      output: await estimateTokens(text),
    });
  });

  it.each([1, 10, 100])(
    'never writes more than %d tokens when that is the limit',
    async (limit) => {
      const { text, usage, last } = await collect(FAST, asking('/lorem 500', limit));
      expect(await estimateTokens(text)).toBeLessThanOrEqual(limit);
      expect(usage?.output).toBeLessThanOrEqual(limit);
      expect(text.length).toBeGreaterThanOrEqual(limit - 1);
      expect(last).toEqual({ t: 'end', reason: 'length' });
    },
  );

  it('writes in small pieces, the first one at once, at the pace of a quick reader', async () => {
    const start = performance.now();
    const times: number[] = [];
    const leave = new AbortController();
    for await (const packet of new DemoBackend().stream(asking('/lorem 500'), leave.signal)) {
      times.push(...packet.map(() => performance.now() - start));
      if (times.length === 12) leave.abort();
    }
    expect(times[0]).toBeLessThan(50);
    expect(times[11]).toBeGreaterThan(200);
    expect(times).toHaveLength(12);
  });

  it('writes eight words a second when asked for /slow', async () => {
    const leave = new AbortController();
    setTimeout(() => leave.abort(), 400);
    const { text, last } = await collect(new DemoBackend(), asking('/slow'), leave.signal);
    const words = text.trim().split(/\s+/).length;
    expect(words).toBeGreaterThanOrEqual(3);
    expect(words).toBeLessThanOrEqual(5);
    expect(last).toBeUndefined();
  });

  it('gives the same answer every time', async () => {
    const request = asking('/lorem 50');
    expect((await collect(FAST, request)).text).toBe((await collect(FAST, request)).text);
  });
});
