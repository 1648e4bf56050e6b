import { answers, expect, send, shownBalance, signIn, test } from './product';

test.beforeEach(async ({ page, product }) => {
  await signIn(page, product.url);
});

const sends = (requests: readonly string[]) => requests.filter((line) => line === 'POST /api/chat');

test('an answer goes on after a reload, is paid once, and can still be stopped', async ({
  page,
}) => {
  const requests: string[] = [];
  page.on('request', (request) =>
    requests.push(`${request.method()} ${new URL(request.url()).pathname}`),
  );
  await send(page, '/slow');
  await expect(answers(page).first()).toContainText('takes its time');
  await page.waitForURL(/\/chat\/[0-9a-f-]{36}$/);
  await page.reload();
  await expect(answers(page).first()).toContainText('takes its time');
  const stop = page.getByRole('button', { name: 'Stop' });
  await expect(stop).toBeEnabled();
  const before = (await answers(page).first().textContent())?.length ?? 0;
  await expect
    .poll(async () => (await answers(page).first().textContent())?.length)
    .toBeGreaterThan(before);
  await stop.click();
  await expect(answers(page).first()).toContainText('Stopped');
  expect(sends(requests)).toHaveLength(1);
  await page.getByRole('link', { name: 'Usage' }).click();
  await expect(page.getByRole('region', { name: 'History' }).getByRole('row')).toHaveCount(3);
});

test('an answer goes on where it was when the network comes back', async ({ page, context }) => {
  await send(page, '/lorem 120');
  await expect(answers(page).first()).toContainText(/\w+/);
  await context.setOffline(true);
  await expect(page.getByText('You are offline')).toBeVisible();
  await context.setOffline(false);
  await expect(answers(page).first()).toContainText(/\d+ tokens used/);
  await expect(page.getByText('You are offline')).toBeHidden();
  const shown = await page.locator('pd-markdown').first().textContent();
  await page.reload();
  await expect(answers(page).first()).toContainText(/\d+ tokens/);
  expect(await page.locator('pd-markdown').first().textContent()).toBe(shown);
});

test('two tabs show one answer, one balance and one end', async ({ page, context }) => {
  await send(page, '/slow');
  await page.waitForURL(/\/chat\/[0-9a-f-]{36}$/);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(answers(other).first()).toContainText('takes its time');
  await other.getByRole('button', { name: 'Stop' }).click();
  for (const tab of [page, other]) {
    await expect(answers(tab).first()).toContainText('Stopped');
    await expect(tab.getByRole('button', { name: 'Send' })).toBeVisible();
  }
  await expect.poll(() => shownBalance(page)).toBeLessThan(1000);
  await expect.poll(() => shownBalance(other)).toBe(await shownBalance(page));
});

test('the keyboard alone sends, breaks lines and stops', async ({ page }) => {
  const message = page.getByRole('textbox', { name: 'Message' });
  await expect(message).toBeFocused();
  await page.keyboard.type('/slow');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await expect(answers(page).first()).toContainText('takes its time');
  await expect(message).toHaveValue('');
  await page.keyboard.press('Escape');
  await expect(answers(page).first()).toContainText('Stopped');
  await expect(message).toBeFocused();
});

test('the balance is told to every tab at once', async ({ page, product, context }) => {
  const other = await context.newPage();
  await other.goto(`${product.url}/usage`);
  await expect.poll(() => shownBalance(other)).toBe(1000);
  await send(page, 'What is 6 times 7?');
  await expect(answers(page).first()).toContainText(/\d+ tokens used/);
  const left = await shownBalance(page);
  expect(left).toBeLessThan(1000);
  await expect.poll(() => shownBalance(other)).toBe(left);
});
