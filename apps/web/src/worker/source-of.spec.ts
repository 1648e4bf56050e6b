/** @jest-environment node */
import { sourceOf } from './source-of';

const HERE = 'https://chat.example';
const FILES = new Set(['/', '/main-ABCDEFGH.js', '/theme.js']);

const ask = (path: string, mode = 'cors', method = 'GET') =>
  sourceOf({ url: new URL(path, HERE).href, method, mode }, HERE, FILES);

it.each(['/', '/chat', '/chat/0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa', '/billing?status=cancel'])(
  'opens %s with the page that is kept',
  (path) => expect(ask(path, 'navigate')).toBe('page'),
);

it.each(['/main-ABCDEFGH.js', '/theme.js'])('answers %s with the file that is kept', (path) =>
  expect(ask(path)).toBe('file'),
);

it.each([
  ...['/api/chat', '/api/chat/1/stream', '/api/auth/me', '/api/docs', '//api/models', '/api'],
  ...['/v1/chat/completions', '/health', '/ready', '/metrics'],
])('has nothing to do with %s, whoever asks', (path) => {
  const asks = ['navigate', 'cors', 'same-origin', 'no-cors'].map((mode) => ask(path, mode));
  expect(new Set(asks)).toEqual(new Set(['network']));
});

it.each([
  ['a file of another version', '/main-HGFEDCBA.js', 'cors', 'GET'],
  ['a file that is opened as a page', '/3rdpartylicenses.txt', 'navigate', 'GET'],
  ['another origin', 'https://elsewhere.example/theme.js', 'cors', 'GET'],
  ['a page of another origin', 'http://127.0.0.1:9/pay', 'navigate', 'GET'],
  ['what is sent', '/chat', 'navigate', 'POST'],
  ['a question for a file', '/theme.js?v=2', 'cors', 'GET'],
])('leaves %s to the network', (_, path, mode, method) =>
  expect(ask(path, mode, method)).toBe('network'),
);
