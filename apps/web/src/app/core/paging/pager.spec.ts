/** @jest-environment node */
import { Failure } from '../http/failure';
import { Pager } from './pager';

interface Rows {
  readonly rows: readonly string[];
  readonly nextCursor: string | null;
}

/** A pager whose pages the test answers, in whatever order. */
function paging() {
  const calls: { cursor: string | null; answer(page: Rows): void; fail(error: unknown): void }[] =
    [];
  const pager = new Pager<Rows, string>(
    (cursor) => new Promise((answer, fail) => calls.push({ cursor, answer, fail })),
    ({ rows }) => rows,
  );
  return { pager, calls };
}

const page = (rows: string[], nextCursor: string | null = null): Rows => ({ rows, nextCursor });

async function filled(nextCursor: string | null = 'p2') {
  const { pager, calls } = paging();
  const loading = pager.reload();
  calls[0]?.answer(page(['a', 'b'], nextCursor));
  await loading;
  return { pager, calls };
}

describe('a list by pages', () => {
  it('begins with its first page, and knows whether there is more', async () => {
    const { pager, calls } = await filled();
    expect([calls[0]?.cursor, pager.items(), pager.status()]).toEqual([null, ['a', 'b'], 'ready']);
    expect([pager.hasMore(), pager.empty()]).toEqual([true, false]);
    expect((await filled(null)).pager.hasMore()).toBe(false);
  });

  it('appends the next page', async () => {
    const { pager, calls } = await filled();
    const more = pager.more();
    expect([calls[1]?.cursor, pager.items(), pager.status()]).toEqual([
      'p2',
      ['a', 'b'],
      'loading',
    ]);
    calls[1]?.answer(page(['c']));
    await more;
    expect([pager.items(), pager.hasMore()]).toEqual([['a', 'b', 'c'], false]);
  });

  it('asks for a page once, and for none after the last', async () => {
    const { pager, calls } = await filled();
    const both = [pager.more(), pager.more()];
    calls[1]?.answer(page(['c']));
    await Promise.all(both);
    await pager.more();
    expect(calls).toHaveLength(2);
  });

  it('is empty only when the server says so', async () => {
    const { pager, calls } = paging();
    const loading = pager.reload();
    expect([pager.status(), pager.empty()]).toEqual(['loading', false]);
    calls[0]?.answer(page([]));
    await loading;
    expect(pager.empty()).toBe(true);
  });

  it('shows what it has while it is loaded anew, and then only the new', async () => {
    const { pager, calls } = await filled();
    const again = pager.reload();
    expect(pager.items()).toEqual(['a', 'b']);
    calls[1]?.answer(page(['x']));
    await again;
    expect(pager.items()).toEqual(['x']);
  });

  it('takes no answer that a later reload has made old', async () => {
    const { pager, calls } = await filled();
    const [older, reload] = [pager.more(), pager.reload()];
    calls[2]?.answer(page(['new']));
    await reload;
    calls[1]?.answer(page(['old']));
    await older;
    expect([pager.items(), pager.status()]).toEqual([['new'], 'ready']);
  });

  it('nor a failure', async () => {
    const { pager, calls } = await filled();
    const [older, reload] = [pager.more(), pager.reload()];
    calls[2]?.answer(page(['new']));
    await reload;
    calls[1]?.fail(new TypeError('cut'));
    await older;
    expect([pager.failure(), pager.status()]).toEqual([null, 'ready']);
  });
});

describe('a page that cannot be loaded', () => {
  it('leaves what is there, says why, and can be asked for again', async () => {
    const { pager, calls } = await filled();
    const more = pager.more();
    calls[1]?.fail(new Failure('rate_limited', 'Too many'));
    await more;
    expect([pager.status(), pager.failure()?.code, pager.items()]).toEqual([
      'failed',
      'rate_limited',
      ['a', 'b'],
    ]);
    const again = pager.more();
    calls[2]?.answer(page(['c']));
    await again;
    expect([pager.status(), pager.failure(), pager.items()]).toEqual([
      'ready',
      null,
      ['a', 'b', 'c'],
    ]);
  });

  it('is not an empty list', async () => {
    const { pager, calls } = paging();
    const loading = pager.reload();
    calls[0]?.fail(new Error('oops'));
    await loading;
    expect([pager.empty(), pager.failure()?.code]).toEqual([false, 'unexpected']);
  });
});

it('rows can be changed in place', async () => {
  const { pager } = await filled();
  pager.edit((rows) => rows.filter((row) => row !== 'a'));
  expect(pager.items()).toEqual(['b']);
});
