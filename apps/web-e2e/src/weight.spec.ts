import type { TestInfo } from '@playwright/test';
import { expect, signIn, test } from './product';
import { transferred } from './weight';

/** Leaves a figure in the report, and on the screen. */
function note(info: TestInfo, description: string): void {
  info.annotations.push({ type: 'transferred', description });
  process.stdout.write(`${info.title}: ${description}\n`);
}

test('the first load of the sign-in page is under 160 kB', async ({ page }) => {
  const bytes = await transferred(page, async () => {
    await page.goto('/login');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  });
  note(test.info(), `${Math.round(bytes / 1000)} kB`);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThan(160_000);
});

test('the first load of the chat is under 260 kB', async ({ page, product }) => {
  await signIn(page, product.url);
  const fresh = await page.context().newPage();
  const bytes = await transferred(fresh, async () => {
    await fresh.goto(`${product.url}/chat`, { waitUntil: 'load' });
    await expect(fresh.getByRole('textbox', { name: 'Message' })).toBeVisible();
  });
  note(test.info(), `${Math.round(bytes / 1000)} kB`);
  expect(bytes).toBeLessThan(260_000);
});
