import { HttpClient } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { httpProviders } from '../app-providers.fixture';
import { playApi } from '../http/played-api.fixture';
import { refusal } from '../stream/server-stream.fixture';
import { authAnswer, jwtOf } from './jwt.fixture';

const api = playApi();
const REFRESH = 'POST /api/auth/refresh';

function client(): HttpClient {
  TestBed.configureTestingModule({ providers: [httpProviders()] });
  return TestBed.inject(HttpClient);
}

function holding(times = {}): string {
  const token = jwtOf('user-1', times);
  localStorage.setItem('token', token);
  return token;
}

const get = (url: string) => firstValueFrom(client().get(url));
const unauthorized = () => refusal(401, { code: 'unauthorized' });
/** The bearer token that each request to an endpoint carried. */
const bearers = (endpoint: string) =>
  api.asked
    .filter(({ line }) => line === endpoint)
    .map(({ headers }) => headers.get('authorization'));

/** Answers only to the token that a renewal gave. */
function acceptOnly(endpoint: string, token: string): void {
  api.on(endpoint, ({ headers }: { headers: Headers }) =>
    headers.get('authorization') === `Bearer ${token}` ? { fine: true } : unauthorized(),
  );
}

describe('the bearer token', () => {
  it('goes with every call of our API', async () => {
    const token = holding();
    api.on('GET /api/models', {});
    await get('/api/models');
    expect(bearers('GET /api/models')).toEqual([`Bearer ${token}`]);
  });

  it.each(['https://evil.example/api/models', '//evil.example/api/models', '/other', '/apis/x'])(
    'never goes to %s',
    async (url) => {
      holding({ age: 860 });
      api.on(`GET ${url}`, {});
      await get(url);
      expect(bearers(`GET ${url}`)).toEqual([null]);
      expect(api.count(REFRESH)).toBe(0);
    },
  );

  it.each(['/api/auth/login', '/api/auth/register'])('does not go to %s', async (url) => {
    holding();
    api.on(`POST ${url}`, {});
    await firstValueFrom(client().post(url, {}));
    expect(bearers(`POST ${url}`)).toEqual([null]);
  });

  it('is left out where nobody is signed in', async () => {
    api.on('GET /api/billing/packages', {});
    await get('/api/billing/packages');
    expect(bearers('GET /api/billing/packages')).toEqual([null]);
  });

  it('is renewed before it is sent when it is about to expire', async () => {
    holding({ age: 890 });
    const answer = authAnswer('user-1');
    api.on(REFRESH, answer).on('POST /api/billing/checkout', {});
    await firstValueFrom(client().post('/api/billing/checkout', {}));
    expect(api.lines).toEqual([REFRESH, 'POST /api/billing/checkout']);
    expect(bearers('POST /api/billing/checkout')).toEqual([`Bearer ${answer.token}`]);
  });
});

describe('a 401', () => {
  it('renews once, and what can be repeated is repeated', async () => {
    const stale = holding();
    const answer = authAnswer('user-1', { age: 1 });
    api.on(REFRESH, answer);
    acceptOnly('GET /api/models', answer.token);
    expect(await get('/api/models')).toEqual({ fine: true });
    expect(bearers('GET /api/models')).toEqual([`Bearer ${stale}`, `Bearer ${answer.token}`]);
    expect(api.count(REFRESH)).toBe(1);
  });

  it('of many calls at once renews once', async () => {
    holding();
    const answer = authAnswer('user-1', { age: 1 });
    api.on(REFRESH, answer);
    acceptOnly('GET /api/models', answer.token);
    const http = client();
    await Promise.all(Array.from({ length: 5 }, () => firstValueFrom(http.get('/api/models'))));
    expect(api.count(REFRESH)).toBe(1);
  });

  it('is no reason to send a POST twice', async () => {
    holding();
    api.on(REFRESH, authAnswer('user-1')).on('POST /api/billing/checkout', unauthorized);
    const failing = firstValueFrom(client().post('/api/billing/checkout', {}));
    await expect(failing).rejects.toMatchObject({ name: 'Failure', code: 'unauthorized' });
    expect(api.count('POST /api/billing/checkout')).toBe(1);
    expect(api.count(REFRESH)).toBe(1);
  });

  it('to the repeated call as well is passed on, and not tried for ever', async () => {
    holding();
    api.on(REFRESH, authAnswer('user-1', { age: 1 })).on('GET /api/models', unauthorized);
    await expect(get('/api/models')).rejects.toMatchObject({ code: 'unauthorized' });
    expect([api.count('GET /api/models'), api.count(REFRESH)]).toEqual([2, 1]);
  });

  it('of a session that is over ends it', async () => {
    holding();
    api.on(REFRESH, unauthorized).on('GET /api/models', unauthorized);
    await expect(get('/api/models')).rejects.toMatchObject({ code: 'unauthorized' });
    expect([localStorage.getItem('token'), api.count('GET /api/models')]).toEqual([null, 1]);
  });

  it('is the only status that renews', async () => {
    holding();
    api.on('GET /api/models', refusal(403, { code: 'forbidden' }));
    await expect(get('/api/models')).rejects.toMatchObject({ code: 'forbidden' });
    expect(api.lines).toEqual(['GET /api/models']);
  });
});

describe('an error of HttpClient', () => {
  it.each<[string, () => unknown, string]>([
    [
      'a refusal',
      () => refusal(429, { code: 'rate_limited' }, { 'retry-after': '9' }),
      'rate_limited',
    ],
    ['a broken network', () => Promise.reject(new TypeError('fetch failed')), 'unreachable'],
    ['a page in place of JSON', () => refusal(502, '<h1>'), 'unreachable'],
  ])('reaches its caller as a failure: %s', async (_name, answer, code) => {
    api.on('GET /api/models', answer);
    await expect(get('/api/models')).rejects.toMatchObject({ name: 'Failure', code });
  });
});
