import { once } from 'node:events';
import { connect } from 'node:net';
import { LIMITS } from '@prome-dify/contracts';
import { ApiClient } from '@prome-dify/testing';
import { expectProblem } from '../spec-support/expect-problem';
import { rawHead, rawRequest } from '../spec-support/raw-request';
import type { Served } from '../spec-support/serve';
import { serveBuilt } from '../spec-support/serve';

const JSON_TYPE = 'Content-Type: application/json';
const CHUNKED = rawHead('POST', '/api/auth/login', [JSON_TYPE, 'Transfer-Encoding: chunked']);
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('The server refuses', () => {
  let served: Served;
  let person: ApiClient;
  beforeAll(async () => {
    served = await serveBuilt();
    person = await ApiClient.register(served.url);
  });
  afterEach(async () => {
    expect((await served.client.call('/health')).status).toBe(200);
  });
  afterAll(() => served.close());

  const post = (path: string, body: unknown, headers = {}) =>
    person.call(path, { method: 'POST', body, headers });

  describe.each(['/api/auth/login', '/api/chat', '/api/chat/quote', '/api/billing/checkout'])(
    'at %s',
    (path) => {
      it.each([
        ['cut JSON', '{"message":"x', 'invalid_json'],
        ['two values', '{}{}', 'invalid_json'],
        ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'invalid_json'],
        ['a byte order mark alone', '\ufeff', 'validation_failed'],
        ['__proto__', '{"__proto__":{"x":1}}', 'invalid_json'],
        ['2,000 levels', `{"message":${nested(2000)}}`, 'too_deep'],
        ['30,000 levels', nested(30_000), 'too_deep'],
        ['30,000 levels that are cut', '{"a":'.repeat(30_000), 'too_deep'],
      ])('%s', async (_, body, code) => {
        const response = await fetch(`${served.url}${path}`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${person.token}`,
            'content-type': 'application/json',
          },
          body: new Uint8Array(Buffer.from(body)),
        });
        const { status } = response;
        expectProblem(
          { status, headers: response.headers, body: await response.json() },
          400,
          code,
        );
      });

      it.each([
        { 'content-type': 'application/json; charset=utf-16' },
        { 'content-type': 'application/json; charset=bogus' },
        { 'content-type': 'application/jsonx' },
        { 'content-type': 'application/xml' },
        { 'content-type': 'text/plain' },
        { 'content-type': 'application/x-www-form-urlencoded' },
        { 'content-type': 'multipart/form-data; boundary=x' },
        { 'content-encoding': 'gzip' },
        { 'content-encoding': 'br' },
        { 'content-encoding': 'zstd' },
      ])('a body sent as %j', async (headers) => {
        expectProblem(await post(path, '{"message":"x"}', headers), 415, 'unsupported_media_type');
      });

      it.each([LIMITS.bodyBytesMax + 1, LIMITS.webhookBytesMax + 1])('%i bytes', async (bytes) => {
        const answer = await post(path, `"${'x'.repeat(bytes - 2)}"`);
        expectProblem(answer, 413, 'body_too_large');
      });
    },
  );

  it.each([
    ...['HEAD', 'TRACE', 'PROPFIND', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'].map((method) => [
      method,
      '/api/models',
      'GET',
    ]),
    ...['GET', 'PUT', 'HEAD'].map((method) => [method, '/api/chat?x=1', 'POST']),
    ['POST', '/api/auth/me', 'GET'],
    ['GET', '/api/auth/login', 'POST'],
    ['PUT', '/api/conversations/x', 'DELETE, PATCH'],
    ['POST', '/health', 'GET, HEAD'],
  ] as [string, string, string][])(
    '%s %s, and says which methods there are: %s',
    async (method, path, allow) => {
      const head = rawHead(method, path, ['Content-Length: 0']);
      const answer = await rawRequest(served.url, head);
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
      if (method === 'HEAD') expect(answer.text).toBe('');
      else expectProblem(answer, 405, 'method_not_allowed');
    },
  );

  it.each(['TRACE', 'POST', 'PUT', 'DELETE'])('%s of a page', async (method) => {
    const answer = await rawRequest(served.url, rawHead(method, '/', ['Content-Length: 0']));
    expectProblem(answer, 404, 'not_found');
  });

  it.each([
    ...['/api', '/api/', '/api/nothing', '/api/models/x', '/v1/models', '/api/nothing.js'],
    ...['/api%2fmodels', '/%61pi/nothing', '//api/models', '/api/models/', '/ready/'],
  ])('the unknown address %s', async (path) => {
    const answer = await person.call(path);
    expectProblem(answer, 404, 'not_found');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['a method that is none', rawHead('FOO', '/'), 400, 'invalid_request'],
    ['something that is not HTTP', 'hello\r\n\r\n', 400, 'invalid_request'],
    ['a length that is none', rawHead('POST', '/', ['Content-Length: x']), 400, 'invalid_request'],
    [
      'two ways to say the length',
      rawHead('POST', '/api/auth/login', ['Content-Length: 1', 'Transfer-Encoding: chunked']),
      400,
      'invalid_request',
    ],
    [
      'a header of 20 kB',
      rawHead('GET', '/', [`X: ${'x'.repeat(20_000)}`]),
      431,
      'headers_too_large',
    ],
    ['an address of 20 kB', rawHead('GET', `/${'x'.repeat(20_000)}`), 431, 'headers_too_large'],
    ['an address that cannot be decoded', rawHead('GET', '/%E0%A4%A'), 400, 'invalid_request'],
    ['no host', 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'invalid_request'],
    ['the address of everything', rawHead('GET', '*'), 404, 'not_found'],
    ['two hosts', rawHead('GET', '/health', ['HOST: evil.test']), 400, 'invalid_request'],
    ['a tunnel', rawHead('CONNECT', 'evil.test:443'), 405, 'method_not_allowed'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'invalid_request'],
    ['a folded header', rawHead('GET', '/', ['X: a\r\n b']), 400, 'invalid_request'],
    ['a NUL in a header', rawHead('GET', '/', ['X: a\0b']), 400, 'invalid_request'],
    ['a space before the colon', rawHead('GET', '/', ['X : a']), 400, 'invalid_request'],
    ['lines that end in LF', 'GET / HTTP/1.1\nHost: x\n\n', 400, 'invalid_request'],
    [
      'two lengths',
      rawHead('POST', '/', ['Content-Length: 1', 'Content-Length: 2']),
      400,
      'invalid_request',
    ],
    ['a length below zero', rawHead('POST', '/', ['Content-Length: -1']), 400, 'invalid_request'],
    [
      '2,500 headers',
      rawHead('GET', '/', new Array<string>(2_500).fill('A: bcde')),
      431,
      'headers_too_large',
    ],
    ['a chunk without a size', `${CHUNKED}zz\r\n{}\r\n0\r\n\r\n`, 400, 'invalid_request'],
    [
      'a chunk with a long remark',
      `${CHUNKED}2;${'x'.repeat(20_000)}\r\n{}`,
      400,
      'invalid_request',
    ],
    [
      'a chunked body that is not last',
      rawHead('POST', '/api/auth/login', ['Transfer-Encoding: chunked, gzip']),
      400,
      'invalid_request',
    ],
  ])('%s', async (_, request, status, code) => {
    const answer = await rawRequest(served.url, request);
    expectProblem(answer, status, code);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.text).not.toMatch(/xxxx|%E0/);
  });

  describe.each(['Connection: close', 'Connection: keep-alive'])('with %s', (connection) => {
    const length = 5_000_000;
    const head = (path: string, ...headers: string[]) =>
      rawHead('POST', path, headers).replace('Connection: close', connection);
    const counted = `Content-Length: ${length}`;
    const body = `"${'x'.repeat(length - 2)}"`;
    const chunks = `${`${length.toString(16)}\r\n${body}`}\r\n0\r\n\r\n`;

    it.each([
      ['5 MB', head('/api/chat', JSON_TYPE, counted) + body, 413, 'body_too_large'],
      [
        '5 MB in chunks',
        head('/api/chat', JSON_TYPE, 'Transfer-Encoding: chunked') + chunks,
        413,
        'body_too_large',
      ],
      ['5 MB of text', head('/api/chat', counted) + body, 415, 'unsupported_media_type'],
      ['5 MB to nowhere', head('/api/nothing', JSON_TYPE, counted) + body, 413, 'body_too_large'],
      ['5 MB to what is only read', head('/api/models', counted) + body, 405, 'method_not_allowed'],
      ['5 MB with two hosts', head('/api/chat', 'Host: x', counted) + body, 400, 'invalid_request'],
    ])(
      '%s, in words that arrive although the body is still coming',
      async (_, bytes, status, code) => {
        const goodbye = connection.endsWith('close') ? '' : rawHead('GET', '/health');
        const answer = await rawRequest(served.url, bytes + goodbye);
        expectProblem({ ...answer, body: firstJson(answer.text) }, status, code);
      },
    );
  });

  it('a body that never comes, at once', async () => {
    const begun = performance.now();
    const { port } = new URL(served.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(rawHead('POST', '/api/chat', [JSON_TYPE, 'Content-Length: 5000000']));
    const [bytes] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(String(bytes)).toMatch(/^HTTP\/1.1 413 .*"code":"body_too_large"/s);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it('nothing that a client breaks off, and takes it for no trouble of its own', async () => {
    const { port } = new URL(served.url);
    for (const rest of ['{"message":"Hel', '']) {
      const socket = connect(Number(port), '127.0.0.1');
      await once(socket, 'connect');
      socket.write(rawHead('POST', '/api/auth/login', [JSON_TYPE, 'Content-Length: 500']) + rest);
      await served.client.call('/health');
      socket.resetAndDestroy();
      await once(socket, 'close');
    }
    await served.client.call('/health');
    expect(served.lines().filter((line) => /"level":[56]0/.test(line))).toEqual([]);
  });

  it('no expectation: one that it does not know is passed over', async () => {
    const head = rawHead('POST', '/api/auth/login', [
      'Expect: tea',
      JSON_TYPE,
      'Content-Length: 2',
    ]);
    expectProblem(await rawRequest(served.url, `${head}{}`), 400, 'validation_failed');
  });

  it('no request of HTTP/1.0, nor one of 500 in a row on one connection', async () => {
    const old = await rawRequest(served.url, 'GET /health HTTP/1.0\r\n\r\n');
    expect(old).toMatchObject({ status: 200, body: { status: 'ok' } });
    const many = 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(499);
    const { text } = await rawRequest(served.url, many + rawHead('GET', '/health'));
    expect(text.match(/\{"status":"ok"\}/g)).toHaveLength(500);
  });

  it('to take another method from a header, or another format', async () => {
    const headers = { 'x-http-method-override': 'DELETE', accept: 'text/xml', range: 'bytes=0-1' };
    const answer = await person.call('/api/models', { headers });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'application/json; charset=utf-8',
    ]);
  });

  it('to speak for another host: an absolute address is the same address here', async () => {
    const absolute = rawHead('GET', 'http://evil.test/api/models').replace(
      'server.test',
      'evil.test',
    );
    const answer = await rawRequest(served.url, absolute);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual((await person.call('/api/models')).body);
    expect(JSON.stringify([...answer.headers, answer.text])).not.toContain('evil');
  });
});

/** The first answer of several on one connection. */
function firstJson(text: string): unknown {
  return JSON.parse(text.replace(/}HTTP\/1\.1.*$/s, '}'));
}
