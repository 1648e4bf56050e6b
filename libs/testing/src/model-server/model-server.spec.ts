import { startModelServer, type ModelServer } from './model-server';
import { MODEL_SCRIPTS, answering, type ModelScriptName } from './scripts';

let server: ModelServer;

beforeEach(async () => {
  server = await startModelServer({ models: ['one', 'two'] });
});
afterEach(() => server.stop());

/** Asks as a client of the protocol does. */
function ask(signal?: AbortSignal): Promise<Response> {
  return fetch(`${server.url}/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer key' },
    body: JSON.stringify({ stream: true, stream_options: { include_usage: true } }),
    redirect: 'manual',
    ...(signal && { signal }),
  });
}

/** The JSON of every event of a stream; `[DONE]` as it is. */
function events(stream: string): unknown[] {
  const data = stream.split('\n\n').filter((event) => event !== '');
  return data
    .map((event) => event.replace('data: ', ''))
    .map((text) => (text === '[DONE]' ? text : JSON.parse(text)));
}

describe('startModelServer', () => {
  it('streams a short answer with its usage', async () => {
    const response = await ask();
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const got = events(await response.text());
    expect(got).toHaveLength(8);
    expect(got.at(-2)).toMatchObject({ choices: [], usage: { total_tokens: 17 } });
    expect(got.at(-1)).toBe('[DONE]');
  });

  it('lists its models as OpenAI and as Ollama do', async () => {
    const openai = await fetch(`${server.url}/models`).then((response) => response.json());
    expect(openai).toEqual({ data: [{ id: 'one' }, { id: 'two' }] });
    const ollama = await fetch(`${server.origin}/api/tags`).then((response) => response.json());
    expect(ollama).toEqual({ models: [{ name: 'one' }, { name: 'two' }] });
    expect(server.requests).toEqual([]);
  });

  it('records what was asked, when and how it ended', async () => {
    await (await ask()).text();
    const [request] = server.requests;
    await request?.closed;
    expect(request).toMatchObject({ method: 'POST', aborted: false, body: { stream: true } });
    expect(request?.headers.authorization).toBe('Bearer key');
    expect(request?.closedAt).toBeGreaterThanOrEqual(request?.at ?? Infinity);
  });

  it('notes that the client left, and counts what is open', async () => {
    server.script('endless');
    const leave = new AbortController();
    const responses = await Promise.all([ask(leave.signal), ask(leave.signal)]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
    expect([server.open, server.openMax]).toEqual([2, 2]);
    leave.abort();
    await Promise.all(server.requests.map(({ closed }) => closed));
    expect(server.requests.every(({ aborted }) => aborted)).toBe(true);
    expect([server.open, server.openMax]).toEqual([0, 2]);
  });

  it('answers the next calls by the queue, then as before', async () => {
    server.next('unavailable', answering({ deltas: ['only'], usage: null }));
    expect((await ask()).status).toBe(503);
    expect(await (await ask()).text()).toContain('only');
    expect(await (await ask()).text()).toContain('scripted');
    server.clear();
    expect(server.requests).toEqual([]);
  });

  it('stops although an answer is open', async () => {
    server.script('silentAfterHeaders');
    const response = await ask();
    await server.stop();
    await expect(response.text()).rejects.toThrow();
    server = await startModelServer();
  });
});

describe('MODEL_SCRIPTS', () => {
  const names = Object.keys(MODEL_SCRIPTS) as ModelScriptName[];

  it.each(names)('%s leaves the server ready for the next call', async (name) => {
    server.next(name);
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
