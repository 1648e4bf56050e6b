import type { UsageView } from '@prome-dify/contracts';
import { render, screen, within } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders } from '../../core/app-providers.fixture';
import { playApi } from '../../core/http/played-api.fixture';
import { refusal } from '../../core/stream/server-stream.fixture';
import { limitsAnswer } from './limits.fixture';
import { changeOf, whatOf } from './ui/usage-row';
import { UsagePage } from './usage-page';

const api = playApi();
const USAGE = 'GET /api/billing/usage';
const LIMITS = 'GET /api/billing/limits';
const SUMMARY = 'GET /api/billing/usage/summary';
const NOTHING = {
  by: 'day',
  from: '2030-01-01',
  to: '2030-01-03',
  sums: [],
  total: { changes: 0, spent: 0, added: 0 },
};
const paths = () => api.asked.map(({ line }) => line.replace(/from=[\d-]+&?/, ''));

function row(id: string, over: Partial<UsageView> = {}): UsageView {
  const createdAt = '2030-01-01T12:00:00.000Z';
  const fields = { userId: 'ada', conversationId: null, tokensUsed: 25, balanceAfter: 975 };
  return { id, createdAt, type: 'chat', ...fields, ...over };
}

async function draw(usage: readonly UsageView[], nextCursor: string | null = null) {
  api.on(USAGE, { usage, nextCursor }).on(LIMITS, limitsAnswer()).on(SUMMARY, NOTHING);
  await render(UsagePage, { providers: appProviders() });
}

const cells = (row: HTMLElement | undefined) =>
  within(row as HTMLElement)
    .getAllByRole('cell')
    .map((cell) => cell.textContent.trim().replace(/\s+/g, ' '));

describe('the usage page', () => {
  it('is a table of every change, with its sign and the balance after it', async () => {
    await draw([
      row('u3', { conversationId: 'c-1' }),
      row('u2', { type: 'purchase', tokensUsed: -10_000, balanceAfter: 11_000 }),
      row('u1', { type: 'grant', tokensUsed: -1_000, balanceAfter: 1_000 }),
    ]);
    const table = await screen.findByRole('table', { name: /Every change of your balance/ });
    const [, ...rows] = within(table).getAllByRole('row');
    expect(rows.map((each) => cells(each).slice(2))).toEqual([
      ['−25', '975'],
      ['+10,000', '11,000'],
      ['+1,000', '1,000'],
    ]);
    expect(rows.map((each) => cells(each)[0]?.split(' Jan')[0])).toEqual([
      'Answer',
      'Purchase',
      'Welcome tokens',
    ]);
    const heads = within(table).getAllByRole('columnheader');
    expect(heads.map((head) => head.textContent.trim())).toEqual([
      'What',
      'When',
      'Tokens',
      'Balance after',
    ]);
  });

  it('leads from an answer to its conversation, and from nothing else', async () => {
    await draw([row('u2', { conversationId: 'c-1' }), row('u1', { type: 'refund' })]);
    const link = await screen.findByRole('link', { name: 'Answer' });
    expect(link).toHaveAttribute('href', '/chat/c-1');
    expect(screen.getAllByRole('link')).toHaveLength(1);
  });

  it('says what to do where there is nothing yet', async () => {
    await draw([]);
    expect(await screen.findByRole('link', { name: 'Ask something' })).toHaveAttribute(
      'href',
      '/chat',
    );
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('shows older lines when asked to', async () => {
    await draw([row('u2')], 'c2');
    await userEvent.click(await screen.findByRole('button', { name: 'Show older' }));
    expect(paths().filter((line) => line.startsWith(`${USAGE}?`))).toEqual([
      `${USAGE}?`,
      `${USAGE}?cursor=c2`,
    ]);
  });

  it('keeps what it has when older lines cannot be loaded', async () => {
    await draw([row('u2')], 'c2');
    const older = await screen.findByRole('button', { name: 'Show older' });
    api.on(USAGE, refusal(500, { code: 'internal' }));
    await userEvent.click(older);
    expect(await screen.findByRole('alert')).toHaveTextContent('could not be loaded');
    expect(screen.getByRole('table')).toBeVisible();
  });
});

describe('the sums on the usage page', () => {
  it('have a bar and a row for each day, also for one without usage', async () => {
    const sums = [{ key: '2030-01-02', title: null, changes: 1, spent: 25, added: 0 }];
    api.on(USAGE, { usage: [row('u1')], nextCursor: null }).on(LIMITS, limitsAnswer());
    api.on(SUMMARY, { ...NOTHING, sums, total: { changes: 1, spent: 25, added: 0 } });
    const { container } = await render(UsagePage, { providers: appProviders() });
    const table = await screen.findByRole('table', { name: /Tokens spent by each day/ });
    const [, ...rows] = within(table).getAllByRole('row');
    expect(rows.map((each) => each.textContent.trim().replace(/\s+/g, ' '))).toEqual([
      'Jan 1 0',
      'Jan 2 25',
      'Jan 3 0',
    ]);
    const heights = [...container.querySelectorAll('rect:not([role])')].map((bar) =>
      bar.getAttribute('height'),
    );
    expect(heights).toEqual(['0', '160', '0']);
  });

  it('are of the time and the kind in the address, as the history is', async () => {
    api.on(USAGE, { usage: [], nextCursor: null }).on(LIMITS, limitsAnswer()).on(SUMMARY, NOTHING);
    const inputs = { days: '7', by: 'model', kind: 'chat' };
    await render(UsagePage, { providers: appProviders(), inputs });
    await screen.findByText('0 tokens spent, 0 tokens added');
    expect(paths()).toContain(`${SUMMARY}?by=model&type=chat`);
    expect(paths()).toContain(`${USAGE}?type=chat`);
  });
});

describe('the limits on the usage page', () => {
  it('stand above the history', async () => {
    await draw([row('u1')]);
    expect(await screen.findByRole('region', { name: 'Your limits' })).toBeVisible();
    const headings = screen.getAllByRole('heading', { level: 2 });
    expect(headings.map(({ textContent }) => textContent)).toEqual([
      'Your limits',
      'Spending',
      'History',
    ]);
  });

  it('that cannot be loaded are no reason to hide the history, nor the other way round', async () => {
    api
      .on(USAGE, refusal(500, { code: 'internal' }))
      .on(LIMITS, limitsAnswer())
      .on(SUMMARY, NOTHING);
    await render(UsagePage, { providers: appProviders() });
    expect(await screen.findByRole('alert')).toHaveTextContent('The history could not be loaded');
    expect(await screen.findByRole('textbox', { name: 'Per day' })).toBeVisible();
  });
});

describe('a line of the history', () => {
  it.each([
    ['chat', 'Answer'],
    ['purchase', 'Purchase'],
    ['grant', 'Welcome tokens'],
    ['refund', 'Refund'],
    ['adjustment', 'Adjustment'],
  ] as const)('about %s is called %s', (type, name) => {
    expect(whatOf(row('u', { type }))).toBe(name);
  });

  it.each([
    [25, '−25'],
    [-1_000, '+1,000'],
    [0, '0'],
  ])('of %i tokens used is a change of %s', (tokensUsed, change) => {
    expect(changeOf(row('u', { tokensUsed }))).toBe(change);
  });
});
