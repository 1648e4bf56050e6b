import { until } from '../server/until';
import { startDifyServer, type DifyServer } from './dify-server';
import { DIFY_SCRIPTS, type DifyScriptName } from './scripts';

let server: DifyServer;

beforeEach(async () => {
  server = await startDifyServer();
});
afterEach(() => server.stop());

const HEADERS = { authorization: 'Bearer app-key', 'content-type': 'application/json' };

function post(path: string, body: object, signal?: AbortSignal): Promise<Response> {
  const init = { method: 'POST', headers: HEADERS, body: JSON.stringify(body) };
  return fetch(`${server.url}${path}`, { ...init, redirect: 'manual', ...(signal && { signal }) });
}

function ask(signal?: AbortSignal): Promise<Response> {
  const body = { inputs: {}, query: 'Hello', user: 'u', response_mode: 'streaming' };
  return post('/chat-messages', body, signal);
}

interface WireEvent {
  readonly event: string;
  readonly task_id: string;
  readonly conversation_id: string;
}

function events(stream: string): WireEvent[] {
  const data = stream.split('\n\n').filter((event) => event.startsWith('data: '));
  return data.map((event) => JSON.parse(event.replace('data: ', '')) as WireEvent);
}

/** The names of the events of a whole answer, without repetitions. */
async function names(script: DifyScriptName): Promise<string[]> {
  server.next(script);
  const got = events(await (await ask()).text()).map(({ event }) => event);
  return got.filter((name, index) => name !== got[index - 1]);
}

describe('startDifyServer', () => {
  it('tells each kind of app in the order of its events', async () => {
    expect(await names('chatbot')).toEqual(['message', 'message_end']);
    expect(await names('agent')).toEqual(['agent_thought', 'agent_message', 'message_end']);
    expect(await names('newAgent')).toEqual([
      ...['agent_log', 'agent_message', 'message', 'message_end'],
    ]);
    const chatflow = ['workflow_started', 'node_started', 'message', 'node_finished'];
    expect(await names('chatflow')).toEqual([...chatflow, 'message_end', 'workflow_finished']);
    expect(await names('chatflowFinishesFirst')).toEqual([
      ...[...chatflow, 'workflow_finished', 'message_end'],
    ]);
    expect(await names('chatflowFailed')).toEqual([
      ...['workflow_started', 'message', 'workflow_finished', 'error'],
    ]);
  });

  it('works on without a reader, until it is told to stop by the one who asked', async () => {
    server.script('slow');
    const leave = new AbortController();
    const response = await ask(leave.signal);
    const { value } = await (response.body?.getReader().read() ?? Promise.reject(new Error()));
    const [first] = events(Buffer.from(value ?? []).toString());
    leave.abort();
    await server.requests[0]?.closed;
    expect([server.open, server.running]).toEqual([0, 1]);
    const stop = `/chat-messages/${first?.task_id}/stop`;
    const answers = [await post(stop, { user: 'somebody else' })];
    expect(server.running).toBe(1);
    answers.push(await post(stop, { user: 'u' }));
    await until('it has stopped', () => server.running === 0);
    const bodies = await Promise.all(answers.map((answer) => answer.json()));
    expect(bodies).toEqual([{ result: 'success' }, { result: 'success' }]);
    expect(server.stops.map(({ user }) => user)).toEqual(['somebody else', 'u']);
  });

  it('lists what it has written down, to the one who asked', async () => {
    const [first] = events(await (await ask()).text());
    const list = (user: string) =>
      fetch(`${server.url}/messages?conversation_id=${first?.conversation_id}&user=${user}`, {
        headers: HEADERS,
      }).then((response) => response.json());
    const rows = { data: [{ answer: 'Hello from the Dify app.', answer_tokens: 5 }] };
    expect(await list('u')).toMatchObject(rows);
    expect(await list('other')).toMatchObject({ data: [] });
  });

  it('refuses who has no key, and what is no question', async () => {
    expect((await fetch(`${server.url}/chat-messages`, { method: 'POST' })).status).toBe(401);
    const refused = await post('/chat-messages', { inputs: {}, query: 'Hello' });
    expect([refused.status, await refused.json()]).toMatchObject([400, { code: 'invalid_param' }]);
    expect((await post('/elsewhere', {})).status).toBe(404);
  });
});

describe('DIFY_SCRIPTS', () => {
  it.each(Object.keys(DIFY_SCRIPTS) as DifyScriptName[])(
    '%s leaves the server ready for the next question',
    async (name) => {
      server.next(name);
      const leave = new AbortController();
      const read = ask(leave.signal).then((response) => response.text());
      await Promise.race([read.catch(() => ''), new Promise((resolve) => setTimeout(resolve, 60))]);
      leave.abort();
      await read.catch(() => '');
      server.clear();
      await until('nothing is open', () => server.open === 0);
      expect((await ask()).status).toBe(200);
    },
  );
});
