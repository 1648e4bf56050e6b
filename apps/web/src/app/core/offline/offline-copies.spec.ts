import { HttpClient } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { httpProviders, signedInAs } from '../app-providers.fixture';
import { playApi } from '../http/played-api.fixture';
import { refusal } from '../stream/server-stream.fixture';
import { jwtOf } from '../session/jwt.fixture';
import { TokenStorage } from '../session/token-storage';
import { playCaches } from './caches.fixture';
import { OfflineCopies } from './offline-copies';
import { keptForOffline } from './offline-copies-interceptor';

const api = playApi();
const kept = playCaches();
const LIST = '/api/conversations';

function open(): OfflineCopies {
  TestBed.configureTestingModule({ providers: [httpProviders()] });
  const copies = TestBed.inject(OfflineCopies);
  TestBed.runInInjectionContext(() => copies.start());
  return copies;
}

function get(url = LIST): Promise<unknown> {
  const context = keptForOffline();
  return firstValueFrom(TestBed.inject(HttpClient).get(url, { context }));
}

async function settle(): Promise<void> {
  TestBed.tick();
  await new Promise((resolve) => setTimeout(resolve));
}

describe('answers that are kept for a time without a network', () => {
  it('are given when the server cannot be reached, and it is said that they are', async () => {
    signedInAs('ada');
    const copies = open();
    api.on(`GET ${LIST}`, { conversations: ['one'] });
    await get();
    expect(copies.shown()).toBe(false);
    api.cut(`GET ${LIST}`);
    expect(await get()).toEqual({ conversations: ['one'] });
    expect(copies.shown()).toBe(true);
  });

  it('are no answer to a refusal, and what was never kept fails as the network does', async () => {
    signedInAs('ada');
    open();
    api.on(`GET ${LIST}`, { conversations: ['one'] });
    await get();
    api.on(`GET ${LIST}`, refusal(404, { code: 'not_found' }));
    await expect(get()).rejects.toMatchObject({ code: 'not_found' });
    api.cut('GET /api/conversations/c-1/messages');
    await expect(get('/api/conversations/c-1/messages')).rejects.toMatchObject({
      code: 'unreachable',
    });
  });

  it('are only those that were asked for so', async () => {
    signedInAs('ada');
    open();
    api.on('GET /api/auth/me', { email: 'ada@example.com' });
    await firstValueFrom(TestBed.inject(HttpClient).get('/api/auth/me'));
    await settle();
    expect([...kept.all.values()].flatMap((cache) => [...cache.keys()])).toEqual([]);
  });

  it('are the thirty that were read last', async () => {
    signedInAs('ada');
    const copies = open();
    for (let n = 0; n < 35; n += 1) await copies.keep('ada', `/${n}`, n);
    await copies.keep('ada', '/10', 'again');
    await copies.keep('ada', '/35', 35);
    const addresses = [...(kept.all.get('mine:ada')?.keys() ?? [])];
    expect(addresses).toHaveLength(30);
    expect(addresses).toContain('/10');
    expect(addresses).not.toContain('/5');
  });

  it('can be forgotten one by one', async () => {
    signedInAs('ada');
    const copies = open();
    await copies.keep('ada', '/a', 1);
    await copies.forget('/a');
    expect(await copies.recall('/a')).toBeNull();
  });
});

describe('whose they are', () => {
  const names = () => [...kept.all.keys()].filter((name) => name.startsWith('mine:'));

  it('decides: they are gone when the session ends, whichever way', async () => {
    signedInAs('ada');
    const copies = open();
    await settle();
    await copies.keep('ada', '/a', 1);
    expect(names()).toEqual(['mine:ada']);
    TestBed.inject(TokenStorage).clear();
    await settle();
    expect(names()).toEqual([]);
  });

  it('is somebody else now: only theirs stay, and nothing of others', async () => {
    kept.all.set('mine:bob', new Map([['/a', Response.json('a secret of Bob')]]));
    kept.all.set('client-1', new Map());
    signedInAs('ada');
    const copies = open();
    await settle();
    expect([...kept.all.keys()]).toEqual(['client-1']);
    TestBed.inject(TokenStorage).put(jwtOf('bob'));
    expect(await copies.recall('/a')).toBeNull();
  });

  it('is who asked: an answer that comes after they left is not kept', async () => {
    signedInAs('ada');
    open();
    const answer = api.hold(`GET ${LIST}`);
    const asked = get();
    await settle();
    TestBed.inject(TokenStorage).put(jwtOf('bob'));
    answer({ conversations: ['a secret of Ada'] });
    await asked;
    await settle();
    expect(names().flatMap((name) => [...(kept.all.get(name)?.keys() ?? [])])).toEqual([]);
  });
});
