import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { fastify } from 'fastify';
import { expectProblem } from '../spec-support/expect-problem';
import { rawHead, rawRequest } from '../spec-support/raw-request';
import { registerClientFiles } from './client-files';
import { FASTIFY_OPTIONS } from './fastify-options';
import { CLIENT_POLICY, registerSecurityHeaders } from './security-headers';

const PAGE = '<!doctype html><title>the page</title>';
const SCRIPT = `console.log(${JSON.stringify('words '.repeat(200))})`;
const FOREVER = 'public, max-age=31536000, immutable';

/** Names as the build makes them: a hash of letters, digits, dashes and underscores. */
const HASHED = [
  'chunk--PC45bhL.js',
  'chunk-u-ie5ojg.js',
  'main-QM7IBYQB.js',
  'styles-FWG5EPMN.css',
];
const PLAIN = [
  'favicon.svg',
  'theme.js',
  'index.html',
  '3rdpartylicenses.txt',
  'site-manifest.json',
  'manifest.webmanifest',
  'worker.js',
];

describe('The files of the client', () => {
  let folder: string;
  let server: FastifyInstance;
  let url: string;

  beforeAll(async () => {
    const outside = await mkdtemp(join(tmpdir(), 'prome-dify-client-'));
    folder = join(outside, 'web');
    await mkdir(join(folder, 'media'), { recursive: true });
    await writeFile(join(outside, 'secret.txt'), 'canary');
    await writeFile(join(outside, 'secret'), 'canary');
    for (const name of [...HASHED, ...PLAIN, 'media/inter-C_g_fxy5.woff2']) {
      await writeFile(join(folder, name), name === 'index.html' ? PAGE : SCRIPT);
    }
    await writeFile(join(folder, 'theme.js.br'), brotliCompressSync(SCRIPT));
    await writeFile(join(folder, 'theme.js.gz'), gzipSync(SCRIPT));
    server = await start(folder);
    url = server.listeningOrigin;
  });
  afterAll(async () => {
    await server.close();
    await rm(join(folder, '..'), { recursive: true });
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, { headers: { 'accept-encoding': 'identity', ...headers } });

  it.each(['/', '/chat', '/chat/0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa', '/billing?status=cancel'])(
    'are opened by the page at %s, which is asked for anew each time',
    async (path) => {
      const response = await get(path);
      expect([response.status, await response.text()]).toEqual([200, PAGE]);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(response.headers.get('content-security-policy')).toBe(CLIENT_POLICY);
      const known = `If-None-Match: ${response.headers.get('etag')}`;
      const again = await rawRequest(url, rawHead('GET', path, [known]));
      expect([again.status, again.text]).toEqual([304, '']);
    },
  );

  it.each([...HASHED, 'media/inter-C_g_fxy5.woff2'])('keep %s for ever', async (name) => {
    const response = await get(`/${name}`);
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, FOREVER]);
    // What rules pages would only be carried along.
    expect(response.headers.get('content-security-policy')).toBeNull();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each(PLAIN)('ask for %s anew each time', async (name) => {
    const response = await get(`/${name}`);
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-cache']);
  });

  it('make the client installable: the manifest is one, and the worker serves the whole address', async () => {
    const { headers } = await get('/manifest.webmanifest');
    expect(headers.get('content-type')).toMatch(/^application\/manifest\+json/);
    const worker = await get('/worker.js');
    expect(worker.headers.get('content-type')).toMatch(/^(text|application)\/javascript/);
    expect(worker.headers.get('content-security-policy')).toBe(CLIENT_POLICY);
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ])('come as they are accepted: %s', async (accepted, encoding) => {
    const response = await get('/theme.js', { 'accept-encoding': accepted });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toMatch(/accept-encoding/i);
    expect(response.headers.get('content-type')).toMatch(/^(text|application)\/javascript/);
    expect(await response.text()).toBe(SCRIPT);
  });

  it.each(['/chat', '/favicon.svg'])('are sent whatever guards a write: %s', async (path) => {
    const answer = await get(path, {
      'if-match': '"x"',
      'if-unmodified-since': 'Thu, 01 Jan 1970 00:00:00 GMT',
    });
    expect([answer.status, (await answer.text()).length > 0]).toEqual([200, true]);
  });

  it('answer HEAD like GET, without the body', async () => {
    const [head, whole] = [await fetch(url, { method: 'HEAD' }), await get('/')];
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('content-length')).toBe(whole.headers.get('content-length'));
  });

  it.each(['/assets/nothing.js', '/chunk-AAAAAAAA.js', '/theme.js.map', '/.env', '/media/x.png'])(
    'have no page in place of the missing file %s',
    async (path) => {
      const response = await get(path);
      const { status, headers } = response;
      expectProblem({ status, headers, body: await response.json() }, 404, 'not_found');
      expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  it.each([
    ...['/../secret.txt', '/../secret', '/media/../../secret.txt', '/..//secret.txt'],
    ...['/%2e%2e/secret.txt', '/..%2fsecret.txt', '/%2e%2e%2fsecret', '/.%2e/secret.txt'],
    ...['/..%5csecret.txt', '/..\\secret.txt', '/media/..%2f..%2fsecret.txt'],
    ...['/theme.js%00.txt', '/%00', '/theme.js/../../secret.txt'],
  ])('are all there is: %s leads nowhere', async (target) => {
    const answer = await rawRequest(url, rawHead('GET', target));
    expectProblem(answer, 404, 'not_found');
  });

  it('are the same below two slashes, and below the address of another host', async () => {
    for (const target of ['//evil.test/chat', 'http://evil.test/chat']) {
      const { status, text, headers } = await rawRequest(url, rawHead('GET', target));
      expect([status, text, headers.get('location')]).toEqual([200, PAGE, null]);
    }
  });

  it('are not found when none were built', async () => {
    const without = await start(join(folder, 'media'));
    const response = await fetch(without.listeningOrigin);
    const { status, headers } = response;
    expectProblem({ status, headers, body: await response.json() }, 404, 'not_found');
    await without.close();
  });
});

async function start(folder: string): Promise<FastifyInstance> {
  const server = fastify({ ...FASTIFY_OPTIONS, forceCloseConnections: true });
  await registerSecurityHeaders(server);
  await registerClientFiles(server, folder);
  await server.listen({ port: 0, host: '127.0.0.1' });
  return server;
}
