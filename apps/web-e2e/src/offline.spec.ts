import type { Page } from '@playwright/test';
import { openProxy } from '@prome-dify/testing';
import { answers, expect, expectAccessible, send, signIn, test } from './product';

test.use({ serviceWorkers: 'allow' });

/** Waits until the application is kept in this browser, and answers for it. */
async function kept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

/** What this browser keeps of people, by address. */
const copies = (page: Page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('mine:'));
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().map(({ url }) => new URL(url).pathname);
  });

test('without a network it opens, shows the last conversations, and keeps what is written', async ({
  page,
  context,
  product,
}) => {
  await signIn(page, product.url);
  await kept(page);
  await send(page, 'What is 6 times 7?');
  await expect(answers(page).first()).toContainText(/\d+ tokens used/);
  const address = page.url();
  const said = await page.locator('pd-markdown').first().textContent();
  await expect.poll(() => copies(page)).toContainEqual(expect.stringMatching(/\/messages$/));

  await test.step('it opens at any address', async () => {
    await context.setOffline(true);
    await page.goto(`${product.url}/chat`);
    await expect(page.getByText('You are offline')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('a conversation is read, and a draft is kept', async () => {
    await page.getByRole('link', { name: 'What is 6 times 7?' }).click();
    await expect(page.locator('pd-markdown').first()).toHaveText(said ?? '');
    await page.getByRole('textbox', { name: 'Message' }).fill('half a thought');
    await page.goto(address);
    await expect(page.locator('pd-markdown').first()).toHaveText(said ?? '');
    await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('half a thought');
  });

  await test.step('with the network everything is there again, by itself', async () => {
    await context.setOffline(false);
    await expect(page.getByText('You are offline')).toBeHidden();
    await expect(page.getByTestId('balance')).toContainText(/\d/);
    await expect(page.getByText('The server cannot be reached')).toBeHidden();
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(answers(page).nth(1)).toContainText(/\d+ tokens used/);
  });
});

test('what was kept is gone with its owner', async ({ page, context, product }) => {
  await signIn(page, product.url);
  await kept(page);
  await send(page, 'A secret of mine');
  await expect(answers(page).first()).toContainText(/\d+ tokens used/);
  await expect.poll(() => copies(page)).toContainEqual(expect.stringMatching(/\/messages$/));
  const address = page.url();

  await test.step('when they sign out', async () => {
    await page.getByRole('button', { name: 'Log out' }).click();
    await expect(page).toHaveURL(/\/login/);
    await expect.poll(() => copies(page)).toEqual([]);
    await context.setOffline(true);
    await page.goto(address);
    await expect(page).toHaveURL(/\/login/);
    await expect(page.getByText('A secret of mine')).toHaveCount(0);
    await context.setOffline(false);
  });

  await test.step('and when somebody else signs in, in another tab', async () => {
    await signIn(page, product.url);
    await expect.poll(() => copies(page)).toContain('/api/conversations');
    const first = await page.evaluate(() => caches.keys());
    const other = await context.newPage();
    await other.goto(`${product.url}/login`);
    await expect(other).toHaveURL(/\/chat/);
    await other.getByRole('button', { name: 'Log out' }).click();
    await signIn(other, product.url);
    const mine = (names: string[]) => names.filter((name) => name.startsWith('mine:'));
    await expect
      .poll(async () => mine(await other.evaluate(() => caches.keys())))
      .not.toEqual(mine(first));
    expect(mine(await other.evaluate(() => caches.keys())).length).toBeLessThan(2);
  });
});

test('streams and the API never pass through the worker', async ({ page, product }) => {
  await signIn(page, product.url);
  await kept(page);
  await page.reload();
  const through = new Map<string, boolean>();
  page.on('response', (response) =>
    through.set(new URL(response.url()).pathname, response.fromServiceWorker()),
  );
  await page.reload();
  await send(page, '/lorem 20');
  await expect(answers(page).first()).toContainText(/\d+ tokens used/);
  await page.goto('/api/docs');
  await expect(page.getByText(/Prome-Dify/).first()).toBeVisible();
  const paths = [...through].filter(([, worker]) => worker).map(([path]) => path);
  expect(paths).toContain('/chat');
  expect(paths.filter((path) => !/^\/(chat|[\w-]+\.(js|css|svg))?$/.test(path))).toEqual([]);
  expect([...through.keys()]).toEqual(expect.arrayContaining(['/api/chat', '/api/docs']));
});

test('a newer version is offered when nothing is interrupted, and comes when it is wanted', async ({
  page,
  product,
}) => {
  const proxy = await openProxy(product.url);
  await signIn(page, proxy.url);
  await kept(page);
  const message = page.getByRole('textbox', { name: 'Message' });
  const offer = page.getByText('A new version is ready.');
  const waiting = () =>
    page.evaluate(async () => (await navigator.serviceWorker.ready).waiting?.state);

  await test.step('it waits while something is written', async () => {
    await message.fill('half a thought');
    proxy.hold(/^\/worker\.js/, (script) => `${script}// newer`);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await expect.poll(waiting).toBe('installed');
    await expect(offer).toHaveCount(0);
  });

  await test.step('then it is offered', async () => {
    await message.fill('');
    await expect(offer).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('and comes', async () => {
    await page.evaluate(() => Object.assign(window, { before: true }));
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.waitForFunction(() => !('before' in window));
    await expect(message).toBeVisible();
    expect(await waiting()).toBeUndefined();
    await expect(offer).toHaveCount(0);
  });
  await proxy.close();
});
