import { jest } from '@jest/globals';
import { BrowserStorage } from './browser-storage';

let storage: BrowserStorage;
beforeEach(() => {
  localStorage.clear();
  storage = new BrowserStorage();
});
afterEach(() => jest.restoreAllMocks());

/** As a browser that is full, or that forbids it. */
function forbid(...calls: ('getItem' | 'setItem' | 'removeItem')[]): void {
  for (const call of calls)
    jest.spyOn(Storage.prototype, call).mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
}

describe('what is kept in the browser', () => {
  it('outlives the page', () => {
    storage.write('a', '1');
    expect(new BrowserStorage().read('a')).toBe('1');
    storage.remove('a');
    expect([storage.read('a'), localStorage.length]).toEqual([null, 0]);
  });

  it('is gone by prefix, and nothing else with it', () => {
    for (const key of ['mine:a', 'mine:b', 'theme', 'xmine:c']) storage.write(key, key);
    storage.removeAll('mine:');
    expect(Object.keys(localStorage).sort()).toEqual(['theme', 'xmine:c']);
  });
});

describe('where the browser keeps nothing', () => {
  it('it is kept as long as the page lives', () => {
    forbid('getItem', 'setItem', 'removeItem');
    storage.write('a', '1');
    expect(storage.read('a')).toBe('1');
    storage.remove('a');
    expect(storage.read('a')).toBeNull();
  });

  it('it can still be forgotten', () => {
    forbid('setItem');
    storage.write('mine:a', '1');
    storage.removeAll('mine:');
    expect(storage.read('mine:a')).toBeNull();
  });

  it('what was written last is what is read, also over an older value', () => {
    storage.write('a', 'old');
    forbid('setItem');
    storage.write('a', 'new');
    expect(storage.read('a')).toBe('new');
    jest.restoreAllMocks();
    storage.write('a', 'newer');
    expect([storage.read('a'), localStorage.getItem('a')]).toEqual(['newer', 'newer']);
  });
});
