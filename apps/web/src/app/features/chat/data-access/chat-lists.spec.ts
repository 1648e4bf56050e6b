import { TestBed } from '@angular/core/testing';
import { waitFor } from '@testing-library/angular';
import { httpProviders, signedInAs } from '../../../core/app-providers.fixture';
import { Balance } from '../../../core/balance/balance';
import { playApi, type Asked } from '../../../core/http/played-api.fixture';
import { refusal } from '../../../core/stream/server-stream.fixture';
import { Conversations } from './conversations';
import { LowBalanceNotices } from './low-balance-notices';
import { Models } from './models';

const api = playApi();
const LIST = 'GET /api/conversations';
const row = (id: string, title = `Title of ${id}`) => ({
  id,
  title,
  userId: 'ada',
  createdAt: '2030-01-01T00:00:00.000Z',
  updatedAt: '2030-01-01T00:00:00.000Z',
});
const page = (ids: string[], nextCursor: string | null = null) => ({
  conversations: ids.map((id) => row(id)),
  nextCursor,
});

beforeEach(() => {
  signedInAs('ada');
  TestBed.configureTestingModule({ providers: [httpProviders()] });
});

describe('the conversations', () => {
  const ids = () =>
    TestBed.inject(Conversations)
      .list.items()
      .map(({ id }) => id);

  async function loaded(...rows: string[]): Promise<Conversations> {
    api.on(LIST, page(rows));
    const conversations = TestBed.inject(Conversations);
    await conversations.list.reload();
    return conversations;
  }

  it('show a new one at once, with the first words of its question', async () => {
    const conversations = await loaded('c-1');
    conversations.began('c-2', 'Why is the sky blue?\nAnd the sea?');
    expect([ids(), conversations.titleOf('c-2')]).toEqual([['c-2', 'c-1'], 'Why is the sky blue?']);
    conversations.began('c-3', `${'word '.repeat(30)}end`);
    expect(conversations.titleOf('c-3')).toMatch(/^(word ){10,11}word…$/);
  });

  it('show a new one once, also when it is told twice', async () => {
    const conversations = await loaded('c-1');
    conversations.began('c-2', 'Hi');
    conversations.began('c-2', 'Hi');
    expect(ids()).toEqual(['c-2', 'c-1']);
  });

  it('take order and titles from the server, and keep the rows further down', async () => {
    const conversations = await loaded('c-1', 'c-2', 'c-3');
    api.on(LIST, { conversations: [row('c-2', 'Renamed'), row('c-1')], nextCursor: 'x' });
    await conversations.refresh();
    expect([ids(), conversations.titleOf('c-2')]).toEqual([['c-2', 'c-1', 'c-3'], 'Renamed']);
  });

  it('stay as they are when they cannot be refreshed', async () => {
    const conversations = await loaded('c-1');
    api.cut(LIST);
    await conversations.refresh();
    expect([ids(), conversations.list.failure()]).toEqual([['c-1'], null]);
  });

  it('are renamed and removed when the server has agreed, and not before', async () => {
    const conversations = await loaded('c-1', 'c-2');
    api.on('PATCH /api/conversations/c-1', row('c-1', 'New'));
    api.on('DELETE /api/conversations/c-2', new Response(null, { status: 204 }));
    await conversations.rename('c-1', 'New');
    await conversations.remove('c-2');
    expect([ids(), conversations.titleOf('c-1')]).toEqual([['c-1'], 'New']);
    expect(api.last('PATCH /api/conversations/c-1')?.body).toEqual({ title: 'New' });
    const gone = () => refusal(404, { code: 'not_found' });
    api.on('PATCH /api/conversations/c-1', gone).on('DELETE /api/conversations/c-1', gone);
    await expect(conversations.rename('c-1', 'Other')).rejects.toMatchObject({ code: 'not_found' });
    await expect(conversations.remove('c-1')).rejects.toMatchObject({ code: 'not_found' });
    expect(conversations.titleOf('c-1')).toBe('New');
  });
});

describe('the models', () => {
  const model = (id: string) => ({ id, label: id.toUpperCase() });
  const offered = { models: [model('a'), model('b')], default: 'b' };

  async function open(): Promise<Models> {
    const models = TestBed.inject(Models);
    TestBed.tick();
    await waitFor(() => expect(models.all().length).toBeGreaterThan(0));
    return models;
  }

  it('are the server’s choice until somebody chooses, and that is kept', async () => {
    api.on('GET /api/models', offered);
    const models = await open();
    expect(models.chosen()?.id).toBe('b');
    models.choose('a');
    expect([models.chosen()?.id, localStorage.getItem('model')]).toEqual(['a', 'a']);
  });

  it('fall back to the default when the one that was chosen is gone', async () => {
    localStorage.setItem('model', 'retired');
    api.on('GET /api/models', offered);
    expect((await open()).chosen()?.id).toBe('b');
  });

  it('are unknown while they cannot be asked for, which stops nobody from sending', async () => {
    api.cut('GET /api/models');
    const models = TestBed.inject(Models);
    TestBed.tick();
    await waitFor(() => expect(api.lines).toHaveLength(1));
    expect([models.all(), models.chosen()]).toEqual([[], null]);
  });
});

describe('the notice of a low balance', () => {
  const USAGE = 'GET /api/billing/usage';
  const has = (balance: number, held = 0) => {
    TestBed.inject(Balance).show({ balance, held, available: balance - held, gift: 0, debt: 0 });
    TestBed.tick();
  };
  const credit = (id: string, tokens: number, day: number) => ({
    ...{ id, tokensUsed: -tokens, createdAt: `2030-01-0${day}T00:00:00.000Z` },
    ...{ userId: 'ada', conversationId: null, balanceAfter: tokens, type: 'grant' },
  });
  /** Tokens that were given, and bought. */
  const added = (grants: object[], purchases: object[] = []) =>
    api.on(USAGE, ({ line }: Asked) => ({
      usage: line.includes('type=purchase') ? purchases : grants,
      nextCursor: null,
    }));
  const due = () => TestBed.inject(LowBalanceNotices).due();
  const comes = () => waitFor(() => expect(due()).toBe(true));
  /** Once all that was asked has been answered. */
  const settled = async () => {
    await waitFor(() => expect(localStorage.getItem('mine:ada:low-balance')).not.toBeNull());
    TestBed.tick();
  };
  beforeEach(() => added([credit('g', 1_000, 1)]));

  it('comes once per threshold, also after a reload', async () => {
    has(150);
    await comes();
    TestBed.inject(LowBalanceNotices).dismiss();
    has(120);
    expect(due()).toBe(false);
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({ providers: [httpProviders()] });
    has(120);
    expect(due()).toBe(false);
    has(40);
    expect(due()).toBe(true);
    expect(api.count(USAGE)).toBe(2);
  });

  it('is measured by the last purchase, and comes again after one', async () => {
    has(0);
    await comes();
    TestBed.inject(LowBalanceNotices).dismiss();
    added([credit('g', 1_000, 1)], [credit('p', 10_000, 2)]);
    has(10_000);
    await waitFor(() => expect(api.count(USAGE)).toBe(4));
    expect(due()).toBe(false);
    await waitFor(() => expect(localStorage.getItem('mine:ada:low-balance')).toContain('"p"'));
    has(2_001);
    expect(due()).toBe(false);
    has(2_000);
    expect(due()).toBe(true);
  });

  it('does not come again for tokens that a correction gave back', async () => {
    has(150);
    await comes();
    TestBed.inject(LowBalanceNotices).dismiss();
    has(260);
    await waitFor(() => expect(localStorage.getItem('mine:ada:low-balance')).toContain('260'));
    has(150);
    expect(due()).toBe(false);
  });

  it('does not come for tokens that are only held', async () => {
    TestBed.inject(LowBalanceNotices);
    has(1_000, 950);
    await settled();
    expect(due()).toBe(false);
  });

  it('does not come while nothing is known, and not before the last top-up is', async () => {
    expect(due()).toBe(false);
    api.cut(USAGE);
    has(10);
    await waitFor(() => expect(api.count(USAGE)).toBe(2));
    expect(due()).toBe(false);
    added([credit('g', 1_000, 1)]);
    await waitFor(() => {
      has(9);
      expect(due()).toBe(true);
    });
  });

  it('makes nothing of what an earlier version has kept', async () => {
    localStorage.setItem('mine:ada:low-balance', '2');
    has(150);
    await comes();
  });
});
