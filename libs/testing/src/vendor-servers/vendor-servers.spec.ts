import { ANTHROPIC_SCRIPTS } from './anthropic/scripts';
import { startAnthropicServer } from './anthropic/server';
import { GOOGLE_SCRIPTS } from './google/scripts';
import { startGoogleServer } from './google/server';

const KINDS = [
  ['Anthropic', startAnthropicServer, '/messages', Object.keys(ANTHROPIC_SCRIPTS)],
  [
    'Google',
    startGoogleServer,
    '/models/m:streamGenerateContent?alt=sse',
    Object.keys(GOOGLE_SCRIPTS),
  ],
] as const;

describe.each(KINDS)('a server of %s', (_, start, path, names) => {
  /** Every script there is, as servers of both kinds take them. */
  type Name = 'normal';
  let server: Awaited<ReturnType<typeof start>>;

  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  function ask(signal?: AbortSignal): Promise<Response> {
    const options = { method: 'POST', body: '{}', redirect: 'manual', signal } as const;
    return fetch(`${server.url}${path}`, options);
  }

  it('streams its words as events', async () => {
    const text = await (await ask()).text();
    expect(text).toMatch(/data: \{.*"text":"Hello "/);
    expect(text).toMatch(/data: \{.*"text":"model\."/);
  });

  it('answers nothing else', async () => {
    expect((await fetch(`${server.url}/elsewhere`)).status).toBe(404);
  });

  it.each(names)('%s leaves it ready for the next call', async (name) => {
    server.next(name as Name);
    const leave = new AbortController();
    const read = ask(leave.signal).then((response) => response.text());
    await Promise.race([read.catch(() => ''), new Promise((resolve) => setTimeout(resolve, 60))]);
    leave.abort();
    await read.catch(() => '');
    await Promise.all(server.requests.map(({ closed }) => closed));
    expect(server.open).toBe(0);
    expect((await ask()).status).toBe(200);
  });
});
