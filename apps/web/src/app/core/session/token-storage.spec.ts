import { TestBed } from '@angular/core/testing';
import { jwtOf, jwtWith } from './jwt.fixture';
import { TokenStorage } from './token-storage';

beforeEach(() => localStorage.clear());
const open = () => TestBed.inject(TokenStorage);

/** Another tab changes the storage; the browser tells all others. */
function elsewhere(change: () => void, key: string | null = 'token'): void {
  change();
  window.dispatchEvent(new StorageEvent('storage', { key }));
}

describe('the token of this browser', () => {
  it('is kept under "token", as the API’s own clients expect', () => {
    const tokens = open();
    tokens.put('a.b.c');
    expect([tokens.token(), localStorage.getItem('token')]).toEqual(['a.b.c', 'a.b.c']);
    tokens.clear();
    expect([tokens.token(), localStorage.getItem('token')]).toEqual([null, null]);
  });

  it('is there again after a reload', () => {
    localStorage.setItem('token', 'a.b.c');
    expect(open().token()).toBe('a.b.c');
  });

  it('follows other tabs: signing in, signing out, clearing everything', () => {
    const tokens = open();
    elsewhere(() => localStorage.setItem('token', 'x.y.z'));
    expect(tokens.token()).toBe('x.y.z');
    elsewhere(() => localStorage.removeItem('token'));
    expect(tokens.token()).toBeNull();
    elsewhere(() => localStorage.setItem('token', 'x.y.z'));
    elsewhere(() => localStorage.clear(), null);
    expect(tokens.token()).toBeNull();
  });

  it('does not change when another tab keeps something else', () => {
    const tokens = open();
    localStorage.setItem('token', 'later');
    elsewhere(() => localStorage.setItem('theme', 'dark'), 'theme');
    expect(tokens.token()).toBeNull();
    expect(tokens.reread()).toBe('later');
    expect(tokens.token()).toBe('later');
  });
});

describe('the clock of this device', () => {
  it('is measured against each new token', () => {
    const tokens = open();
    tokens.put(jwtOf('u', { age: 7_200 }));
    expect(Math.round(tokens.clockAheadMs() / 1_000)).toBeCloseTo(7_200, -1);
  });

  it('stays as it was measured when a token does not say', () => {
    const tokens = open();
    tokens.put(jwtOf('u', { age: 7_200 }));
    const measured = tokens.clockAheadMs();
    tokens.put(jwtWith({ sub: 'u' }));
    expect(tokens.clockAheadMs()).toBe(measured);
  });
});
