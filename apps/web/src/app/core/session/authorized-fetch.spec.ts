import { TestBed } from '@angular/core/testing';
import { playApi } from '../http/played-api.fixture';
import { refusal } from '../stream/server-stream.fixture';
import { AuthorizedFetch } from './authorized-fetch';
import { authAnswer, jwtOf } from './jwt.fixture';

const api = playApi();
const REFRESH = 'POST /api/auth/refresh';
const STREAM = 'GET /api/billing/balance/stream';
const CHAT = 'POST /api/chat';

const request = (url: string, init?: RequestInit) =>
  TestBed.inject(AuthorizedFetch).request(url, init);
const bearers = () => api.asked.map(({ headers }) => headers.get('authorization'));
const unauthorized = () => refusal(401, { code: 'unauthorized' });

describe('a stream’s request', () => {
  it('carries the token beside its own headers', async () => {
    const token = jwtOf('user-1');
    localStorage.setItem('token', token);
    api.on(CHAT, {});
    await request('/api/chat', { method: 'POST', headers: { 'idempotency-key': 'k' }, body: '{}' });
    expect(api.asked[0]?.headers.get('authorization')).toBe(`Bearer ${token}`);
    expect(api.asked[0]?.headers.get('idempotency-key')).toBe('k');
  });

  it('is repeated once by a GET after a renewal', async () => {
    const stale = jwtOf('user-1');
    localStorage.setItem('token', stale);
    const answer = authAnswer('user-1', { age: 1 });
    api.on(REFRESH, answer).on(STREAM, unauthorized);
    expect((await request('/api/billing/balance/stream')).status).toBe(401);
    expect(api.lines).toEqual([STREAM, REFRESH, STREAM]);
    expect(bearers()).toEqual([`Bearer ${stale}`, null, `Bearer ${answer.token}`]);
  });

  it('is never repeated as a POST, though the token is renewed for the next', async () => {
    localStorage.setItem('token', jwtOf('user-1'));
    const answer = authAnswer('user-1', { age: 1 });
    api.on(REFRESH, answer).on(CHAT, unauthorized);
    expect((await request('/api/chat', { method: 'POST' })).status).toBe(401);
    expect(api.lines).toEqual([CHAT, REFRESH]);
    expect(localStorage.getItem('token')).toBe(answer.token);
  });

  it('without a session is made without a token, and not repeated', async () => {
    api.on(STREAM, unauthorized);
    await request('/api/billing/balance/stream');
    expect([api.lines, bearers()]).toEqual([[STREAM], [null]]);
  });

  it('fails as fetch does without a network', async () => {
    api.cut(STREAM);
    await expect(request('/api/billing/balance/stream')).rejects.toBeInstanceOf(TypeError);
  });
});
