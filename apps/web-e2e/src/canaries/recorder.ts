import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Source } from './search';

const BUILT_CLIENT = join(import.meta.dirname, '../../../../dist/apps/web');

/** What a browser got from one origin: every answer with its headers. */
export interface Recorder {
  /** Everything so far. */
  answers(): readonly Source[];
  /** Answers whose body could not be read. */
  readonly unread: readonly string[];
}

interface Answer {
  readonly name: string;
  readonly parts: string[];
  readonly bytes: Buffer[];
}

/** Records every answer that the page gets from `origin`, byte by byte: some never end. */
export async function record(page: Page, origin: string): Promise<Recorder> {
  const session = await page.context().newCDPSession(page);
  const answers = new Map<string, Answer>();
  const unread: string[] = [];
  const methods = new Map<string, string>();
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.url.startsWith(`${origin}/`)) methods.set(requestId, request.method);
  });
  // Cookies are told here only.
  session.on('Network.responseReceivedExtraInfo', ({ requestId, headers }) => {
    if (methods.has(requestId)) answerOf(requestId).parts.push(JSON.stringify(headers));
  });
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const method = methods.get(requestId);
    if (method === undefined) return;
    const name = `${method} ${new URL(response.url).pathname}`;
    answers.set(requestId, { ...answerOf(requestId), name });
    void readBody(requestId, name, response.status);
  });
  session.on('Network.dataReceived', ({ requestId, data }) => {
    if (data) answers.get(requestId)?.bytes.push(Buffer.from(data, 'base64'));
  });
  await session.send('Network.enable');

  function answerOf(requestId: string): Answer {
    const answer = answers.get(requestId) ?? { name: 'unknown', parts: [], bytes: [] };
    answers.set(requestId, answer);
    return answer;
  }

  async function readBody(requestId: string, name: string, status: number): Promise<void> {
    try {
      const { bufferedData } = await session.send('Network.streamResourceContent', { requestId });
      answerOf(requestId).bytes.unshift(Buffer.from(bufferedData, 'base64'));
    } catch {
      // It had ended already.
      const body = await session
        .send('Network.getResponseBody', { requestId })
        .catch(() => undefined);
      if (body) answerOf(requestId).parts.push(body.body);
      else if (status !== 204) unread.push(name);
    }
  }

  return {
    unread,
    answers: () =>
      [...answers.values()].map(({ name, parts, bytes }) => ({
        name,
        text: [...parts, Buffer.concat(bytes).toString('utf8')].join('\n'),
      })),
  };
}

/** The files of the built client, as they are sent. */
export function clientFiles(): Source[] {
  return globSync('**/*.{js,css,html,json,svg,txt,map}', { cwd: BUILT_CLIENT }).map((path) => ({
    name: `client ${path}`,
    text: readFileSync(join(BUILT_CLIENT, path), 'utf8'),
  }));
}
