import type { Page } from '@playwright/test';
import { ApiClient } from '@prome-dify/testing';
import { answering, type ModelScript } from '@prome-dify/testing/model-server';
import { refusals } from './canaries/errors';
import { clientFiles, record } from './canaries/recorder';
import { bytesOf, search, type Source } from './canaries/search';
import { Canaries, KINDS } from './canaries/secrets';
import { failedStart, openWorld, type World } from './canaries/world';
import { answers, expect, send, test } from './product';

/** What looks like a key, whoever it belongs to. */
const KEY_LIKE = /\b[sr]k_(test|live)_\w{8,}|\bwhsec_\w{8,}|-----BEGIN|\beyJ[\w-]{20,}\.eyJ/;

async function fillIn(page: Page, email: string, password: string, button: string) {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: button }).click();
}

/** Remembers the session that this browser has now. */
async function noteSession(page: Page, canaries: Canaries): Promise<string> {
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  const token = await page.evaluate(() => localStorage.getItem('token'));
  const cookies = await page.context().cookies();
  for (const kind of ['refresh', 'device'] as const) {
    const cookie = cookies.find(({ name }) => name === kind)?.value ?? '';
    canaries.add(`${kind} token`, decodeURIComponent(cookie));
  }
  return canaries.add('access token', token ?? '');
}

/** Ways in which a model server fails, each repeating the key that it was called with. */
const echoing: readonly ModelScript[] = [
  (call) => call.status(401, { error: { message: call.request.headers.authorization } }),
  (call) => call.status(500, `<h1>${call.request.headers.authorization}</h1>`),
  async (call) => {
    await call.delta('Half ');
    await call.event({ error: { message: call.request.headers.authorization, code: 'x' } });
    await call.done();
  },
  async (call) => {
    await call.raw(`data: {"broken ${call.request.headers.authorization}\n\n`);
    call.end();
  },
];

/** Speaks with a model that answers, then with one that fails. */
async function converse(page: Page, { model }: World, canaries: Canaries): Promise<void> {
  const answer = canaries.make('answer');
  model.next(answering({ deltas: [`${answer} `, 'is the answer'] }));
  await send(page, `${canaries.make('message')} my card is ${canaries.card()}`);
  await expect(answers(page).first()).toContainText(/tokens used/);
  for (const [nth, script] of echoing.entries()) {
    model.script(script);
    await send(page, canaries.make('message'));
    await expect(
      answers(page)
        .nth(nth + 1)
        .getByRole('alert'),
    ).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('button', { name: 'Send' })).toBeVisible();
  }
  await page.reload();
  await expect(answers(page).first()).toContainText(answer);
}

async function buy(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Billing' }).click();
  await page.getByRole('button', { name: 'Purchase Starter Pack' }).click();
  await page.getByRole('button', { name: 'Pay $9.99' }).click();
  await expect(page.getByText(/1,000 tokens were credited/)).toBeVisible();
  await page.getByRole('link', { name: 'Usage' }).click();
  await expect(page.getByRole('region', { name: 'History' }).getByRole('row').nth(1)).toContainText(
    '+1,000',
  );
}

/** The token of the link in a mail. */
function mailedToken(text: string, canaries: Canaries): string {
  return canaries.add('mailed token', /\?token=([\w-]{43})/.exec(text)?.[1] ?? '');
}

/** Forgets the password, and sets a new one by mail. */
async function resetPassword(page: Page, world: World, canaries: Canaries, email: string) {
  mailedToken((await world.mail.mail(email, 1)).text, canaries);
  await page.goto(`${world.url}/forgot-password`);
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Send link' }).click();
  // The mail may be there before the answer, and a page that is left has none.
  await expect(page.getByText('a mail is on its way')).toBeVisible();
  const token = mailedToken((await world.mail.mail(email, 2)).text, canaries);
  await page.goto(`${world.url}/reset-password?token=${token}`);
  const password = canaries.make('new password');
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set new password' }).click();
  await expect(page.getByText('Your new password is set')).toBeVisible();
  return password;
}

/** Everything that somebody does with an account, from its first day on. */
async function live(page: Page, world: World, canaries: Canaries): Promise<string> {
  const email = `${canaries.make('address')}@example.com`;
  const password = canaries.make('password');
  await page.goto(`${world.url}/register`);
  await fillIn(page, email, password, 'Create account');
  await noteSession(page, canaries);
  await converse(page, world, canaries);
  await buy(page);
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.goto(`${world.url}/login`);
  await fillIn(page, email, canaries.make('wrong password'), 'Sign in');
  await expect(page.getByText('The email or the password is wrong')).toBeVisible();
  const next = await resetPassword(page, world, canaries, email);
  await page.goto(`${world.url}/login`);
  await fillIn(page, email, next, 'Sign in');
  return noteSession(page, canaries);
}

/** Asks again for answers that the browser left before they were read: a page that is gone has none. */
async function again(url: string, token: string, unread: readonly string[]): Promise<Source[]> {
  const person = new ApiClient(url, token);
  const names = [...new Set(unread)].filter((name) => {
    return name.startsWith('GET /') || name === 'POST /api/billing/checkout';
  });
  const asked = names.map(async (name): Promise<Source> => {
    const [method, path = ''] = name.split(' ');
    const body = method === 'POST' ? { body: { packageId: 'starter-pack' } } : {};
    const response = await person.fetch(path, body);
    return { name, text: await response.text() };
  });
  return Promise.all(asked);
}

/** The log, the mails, documents and files of the product. */
async function otherSources(world: World): Promise<Source[]> {
  const { url, server, mail, stripe } = world;
  const document = await new ApiClient(url).fetch('/api/docs-json');
  expect(document.status).toBe(200);
  const documented = await document.text();
  const failed = await failedStart(world);
  await server.stop();
  return [
    { name: 'log', text: server.log.join('') },
    { name: 'log of a start that failed', text: failed },
    { name: '/api/docs-json', text: documented },
    ...clientFiles(),
    ...mail.mails.map(({ source, text }) => ({ name: 'mail', text: `${source}\n${text}` })),
    { name: 'sessions at Stripe', text: JSON.stringify(stripe.sessions()) },
  ];
}

let world: World | undefined;
test.afterEach(() => world?.close());

test('no secret is anywhere but where it belongs', async ({ page }) => {
  const canaries = new Canaries();
  world = await openWorld(canaries);
  const recorder = await record(page, world.url);
  const token = await live(page, world, canaries);
  const refused = await refusals(world.url, canaries, token);
  const unread = [...recorder.unread];
  const reread = await again(world.url, token, unread);
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.goto('about:blank');
  const others = [...refused, ...reread, ...(await otherSources(world))];
  const sources = [...recorder.answers(), ...others];

  const kinds = new Set(canaries.all().map(([kind]) => kind));
  const missing = world.database.engine === 'sqlite' ? ['database password'] : [];
  expect(KINDS.filter((kind) => !kinds.has(kind))).toEqual(missing);
  process.stdout.write(
    `searched ${bytesOf(sources)} bytes in ${sources.length} places for ` +
      `${canaries.all().length} secrets of ${kinds.size} kinds, on ${world.database.engine}\n`,
  );
  expect(search(sources, canaries)).toEqual([]);
  const files = sources.filter(({ name }) => name.startsWith('client ') || name === 'log');
  expect(files.filter(({ text }) => KEY_LIKE.test(text)).map(({ name }) => name)).toEqual([]);

  await test.step('and the search would have found it', () => {
    const names = new Set(reread.map(({ name }) => name));
    expectSearched(
      sources,
      unread.filter((name) => !names.has(name)),
    );
    for (const [kind, value] of canaries.all()) {
      for (const { name, text } of sources.filter(({ name }) => !/api\/|^mail$/.test(name))) {
        const half = text.length >> 1;
        const planted = { name, text: text.slice(0, half) + value + text.slice(half) };
        expect(search([planted], canaries)).toContainEqual({ kind, source: name });
      }
    }
  });
});

/** That the places are there and hold what they should: what is not read has no secrets either. */
function expectSearched(sources: readonly Source[], unread: readonly string[]): void {
  const sizes = new Map<string, number>();
  for (const { name, text } of sources) sizes.set(name, (sizes.get(name) ?? 0) + text.length);
  const big = (name: string) => expect(sizes.get(name), name).toBeGreaterThan(200);
  ['log', 'log of a start that failed', '/api/docs-json', 'client index.html', 'mail'].forEach(big);
  ['POST /api/auth/register', 'POST /api/auth/login', 'POST /api/chat'].forEach(big);
  ['POST /api/billing/checkout', 'GET /api/billing/purchases'].forEach(big);
  expect(unread).toEqual([]);
}

test('the search finds a secret however it is written', () => {
  const canaries = new Canaries();
  const key = canaries.make('model key', 'a key/');
  canaries.add('access token', 'head.body.c2lnbmF0dXJlLW9mLXRoaXMtdG9rZW4');
  const found = (text: string, name = 'log') =>
    search([{ name, text }], canaries).map(({ kind }) => kind);
  expect(found(`x${key}y`)).toEqual(['model key']);
  expect(found(`?key=${encodeURIComponent(key)}`)).toEqual(['model key']);
  expect(found(Buffer.from(key).toString('base64'))).toEqual(['model key']);
  expect(found('c2lnbmF0dXJlLW9mLXRoaXMtdG9rZW4')).toEqual(['access token']);
  expect(found('head.body.c2lnbmF0dXJlLW9mLXRoaXMtdG9rZW4', 'POST /api/auth/login')).toEqual([]);
  expect(found('head.body.c2lnbmF0dXJlLW9mLXRoaXMtdG9rZW4', 'GET /api/auth/me')).toHaveLength(1);
  expect(found('nothing')).toEqual([]);
});
