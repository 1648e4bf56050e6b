import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { appProviders } from '../app-providers.fixture';
import { playApi } from '../http/played-api.fixture';
import { PaletteSearch } from './palette-search';

const api = playApi();
const RECENT = 'GET /api/conversations';
const SEARCH = 'GET /api/conversations/search';
const hit = {
  conversationId: 'c-1',
  title: 'Birds',
  messageId: 'm-7',
  role: 'user',
  snippet: [{ text: 'pelican', marked: true }],
  createdAt: '2030-01-01T00:00:00.000Z',
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  TestBed.resetTestingModule();
  jest.useRealTimers();
});

async function begin() {
  api.on(RECENT, { conversations: [], nextCursor: null });
  TestBed.configureTestingModule({ providers: [...appProviders(), PaletteSearch] });
  const search = TestBed.inject(PaletteSearch);
  await pass(0);
  return search;
}

async function pass(ms: number) {
  TestBed.tick();
  await jest.advanceTimersByTimeAsync(ms);
  TestBed.tick();
}

describe('the search of the palette', () => {
  it('asks once somebody pauses, and not for each letter', async () => {
    api.on(SEARCH, { hits: [hit], nextCursor: null });
    const search = await begin();
    for (const words of ['p', 'pe', 'pelican']) {
      await pass(149);
      search.query.set(words);
    }
    await pass(149);
    expect(api.lines).toEqual([`${RECENT}?limit=6`]);
    await pass(1);
    await pass(0);
    expect(api.lines.slice(1)).toEqual([`${SEARCH}?q=pelican`]);
    expect(search.state().hits).toEqual([hit]);
  });

  it('ends the request for words that nobody waits for any more', async () => {
    const release = api.hold(SEARCH);
    const search = await begin();
    search.query.set('pel');
    await pass(150);
    search.query.set('');
    await pass(0);
    expect(api.last(SEARCH)?.signal?.aborted).toBe(true);
    release({ hits: [hit], nextCursor: null });
    await pass(0);
    expect(search.state()).toEqual({ status: 'ready', hits: [], failure: null });
  });
});
