import { answers, expect, send, settled, signIn, test } from '../product';
import { forgetShifts, shiftsOf, watchShifts } from '../shifts';
import { transferred } from '../weight';
import { record } from './goal';

const KB = 1_000;
const CLS = { below: 0.02, digits: 3 };

test('the first load', async ({ page, context, product }) => {
  const login = await transferred(page, async () => {
    await page.goto('/login');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  });
  record('first load of /login, as sent', login / KB, { below: 160, unit: 'kB' });
  await signIn(page, product.url);
  const fresh = await context.newPage();
  const chat = await transferred(fresh, async () => {
    await fresh.goto(`${product.url}/chat`, { waitUntil: 'load' });
    await expect(fresh.getByRole('textbox', { name: 'Message' })).toBeVisible();
  });
  record('first load of /chat, as sent', chat / KB, { below: 260, unit: 'kB' });
});

test('nothing moves by itself', async ({ page, product }) => {
  await watchShifts(page);
  await page.goto('/login');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  record('layout shift of /login', await shiftsOf(page), CLS);
  await signIn(page, product.url);
  await send(page, '/lorem 200');
  await expect(answers(page).first()).toContainText(/\w+/);
  await forgetShifts(page);
  await expect(answers(page).first()).toContainText(/tokens used/, { timeout: 60_000 });
  record('layout shift while an answer is written', await shiftsOf(page), CLS);
  const address = page.url();
  for (const [name, url] of [
    ['/chat', '/chat'],
    ['/chat/:id', address],
    ['/billing', '/billing'],
    ['/usage', '/usage'],
  ] as const) {
    await page.goto(url);
    await expect(page.getByTestId('balance')).toContainText(/\d/);
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    await settled(page);
    record(`layout shift of ${name}`, await shiftsOf(page), CLS);
  }
});
