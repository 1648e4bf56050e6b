import { EnvironmentInjector, createEnvironmentInjector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { playApi } from '../http/played-api.fixture';
import { BrowserStorage } from '../storage/browser-storage';
import { authAnswer, jwtOf } from './jwt.fixture';
import { TokenRenewal } from './token-renewal';
import { TokenStorage } from './token-storage';

const api = playApi();
const REFRESH = 'POST /api/auth/refresh';
const EXPIRING = { age: 860, lasts: 900 };

/** A tab of the same browser: it shares nothing with the others but `localStorage`. */
function openTab() {
  const parent = TestBed.inject(EnvironmentInjector);
  const tab = createEnvironmentInjector([BrowserStorage, TokenStorage, TokenRenewal], parent);
  return { renewal: tab.get(TokenRenewal), tokens: tab.get(TokenStorage) };
}

function stored(times = {}): string {
  const token = jwtOf('user-1', times);
  localStorage.setItem('token', token);
  return token;
}

describe('a token fit for a request', () => {
  it('is the one that is there, while it lasts', async () => {
    const token = stored();
    expect(await openTab().renewal.fresh()).toBe(token);
    expect(api.lines).toEqual([]);
  });

  it('is renewed first in its last minute', async () => {
    stored(EXPIRING);
    const answer = authAnswer('user-1');
    api.on(REFRESH, answer);
    expect(await openTab().renewal.fresh()).toBe(answer.token);
    expect(localStorage.getItem('token')).toBe(answer.token);
    expect(api.lines).toEqual([REFRESH]);
  });

  it('is none without a session, and asks nobody', async () => {
    expect(await openTab().renewal.fresh()).toBeNull();
    expect(api.lines).toEqual([]);
  });

  it('is also one that is no JWT: the API alone judges', async () => {
    localStorage.setItem('token', 'garbage');
    expect(await openTab().renewal.fresh()).toBe('garbage');
  });

  it('is not renewed for a clock that runs an hour ahead', async () => {
    const { renewal, tokens } = openTab();
    const token = jwtOf('user-1', { age: 3_600 });
    tokens.put(token);
    expect(await renewal.fresh()).toBe(token);
    expect(api.lines).toEqual([]);
  });
});

describe('renewing', () => {
  it('is one request, however many ask', async () => {
    const stale = stored(EXPIRING);
    api.on(REFRESH, authAnswer('user-1'));
    const { renewal } = openTab();
    const asked = Array.from({ length: 10 }, () => renewal.renew(stale));
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['renewed']));
    expect(api.count(REFRESH)).toBe(1);
  });

  it('is one request across all tabs: the others take the new token', async () => {
    const stale = stored(EXPIRING);
    const answer = authAnswer('user-1');
    api.on(REFRESH, answer);
    const tabs = Array.from({ length: 5 }, openTab);
    const outcomes = await Promise.all(tabs.map(({ renewal }) => renewal.renew(stale)));
    expect(outcomes).toEqual(Array.from({ length: 5 }, () => 'renewed'));
    expect(tabs.map(({ tokens }) => tokens.token())).toEqual(tabs.map(() => answer.token));
    expect(api.count(REFRESH)).toBe(1);
  });

  it('asks nobody when another tab has signed out meanwhile', async () => {
    const stale = stored();
    const { renewal, tokens } = openTab();
    localStorage.removeItem('token');
    expect(await renewal.renew(stale)).toBe('over');
    expect([tokens.token(), api.lines]).toEqual([null, []]);
  });

  it.each([401, 403])('that is refused with %i ends the session', async (status) => {
    const stale = stored();
    api.on(REFRESH, new Response('{}', { status }));
    const { renewal, tokens } = openTab();
    expect(await renewal.renew(stale)).toBe('over');
    expect([tokens.token(), localStorage.getItem('token')]).toEqual([null, null]);
  });

  it.each([429, 500, 502, 503])('that meets a %i signs nobody out', async (status) => {
    const stale = stored();
    api.on(REFRESH, new Response('<h1>', { status }));
    const { renewal, tokens } = openTab();
    expect(await renewal.renew(stale)).toBe('unreachable');
    expect(tokens.token()).toBe(stale);
  });

  it('without a network signs nobody out, and can be tried again', async () => {
    const stale = stored();
    api.cut(REFRESH);
    const { renewal, tokens } = openTab();
    expect(await renewal.renew(stale)).toBe('unreachable');
    expect(tokens.token()).toBe(stale);
    api.on(REFRESH, authAnswer('user-1'));
    expect(await renewal.renew(stale)).toBe('renewed');
  });

  it('is one request of this tab also where the browser has no locks', async () => {
    const { locks } = navigator;
    Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
    const stale = stored();
    api.on(REFRESH, authAnswer('user-1'));
    const { renewal } = openTab();
    const outcomes = await Promise.all([renewal.renew(stale), renewal.renew(stale)]);
    Object.defineProperty(navigator, 'locks', { value: locks, configurable: true });
    expect([outcomes, api.count(REFRESH)]).toEqual([['renewed', 'renewed'], 1]);
  });
});
