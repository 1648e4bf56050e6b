import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DifyServer } from '@prome-dify/testing';
import { ApiClient, startDifyServer } from '@prome-dify/testing';
import type { Served } from '../../platform/spec-support/serve';
import { serveBuilt } from '../../platform/spec-support/serve';
import { Person } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

let dify: DifyServer;
let served: Served;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prome-dify-app-'));
  dify = await startDifyServer();
  const file = join(folder, 'models.json');
  const model = { id: 'app', backend: 'dify', baseUrl: dify.url, apiKeyEnv: 'APP_KEY' };
  await writeFile(file, JSON.stringify({ models: [model] }));
  served = await serveBuilt({ MODELS_FILE: file, APP_KEY: 'key', SIGNUP_TOKENS: '100000' });
});
afterAll(async () => {
  await served.close();
  await dify.stop();
  await rm(folder, { recursive: true });
});

it('a Dify app is told of each branch what was said there, and of no other', async () => {
  const { url, token, userId } = await ApiClient.register(served.url);
  const person = new Person(url, token, userId);
  const { conversationId = '' } = storyOf((await person.say('first')).events);
  await person.say('second', { conversationId });
  const [question, answer] = (await person.messages(conversationId)).body.messages;
  await person.chat({ conversationId, regenerate: answer?.id ?? '' });
  await person.say('third', { conversationId, parentId: answer?.id ?? '' });
  await person.say('other', { conversationId, parentId: question?.parentId ?? null });
  const asked = dify.requests.map(({ body }) => body as { query: string; conversation_id: string });
  expect(asked.map((body) => body.conversation_id)).toEqual(['', '', '', '', '']);
  const words = asked.map(({ query }) => query.match(/first|second|third|other/g));
  expect(words).toEqual([['first'], ['first', 'second'], ['first'], ['first', 'third'], ['other']]);
});
