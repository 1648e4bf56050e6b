import type { BrowserContext, Page } from '@playwright/test';
import { expect, expectAccessible, shownBalance, signIn, test } from './product';

async function toCheckout(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Billing' }).click();
  await page.getByRole('button', { name: 'Purchase Starter Pack' }).click();
  await expect(page.getByRole('button', { name: 'Pay $9.99' })).toBeVisible();
}

/** Pays in a way that takes its time; answers the address where the bank decides on it. */
async function payLater(page: Page): Promise<string> {
  await toCheckout(page);
  const hosted = page.url();
  await page.getByText('More outcomes to try').click();
  await page.getByRole('button', { name: 'Use a delayed payment method' }).click();
  await expect(page.getByText(/still working on the payment/)).toBeVisible();
  return hosted;
}

/** What the bank does about a payment, in a tab of its own. */
async function atTheBank(context: BrowserContext, hosted: string, action: string): Promise<Page> {
  const bank = await context.newPage();
  await bank.goto(hosted);
  await bank.getByRole('button', { name: action }).click();
  return bank;
}

test.beforeEach(async ({ page, product }) => {
  await signIn(page, product.url);
});

test('a payment is credited once, and the page it returns to survives reloads', async ({
  page,
}) => {
  await toCheckout(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Pay $9.99' }).click();
  await expect(page.getByText('1,000 tokens were credited')).toBeVisible();
  for (let reload = 0; reload < 2; reload += 1) {
    await page.reload();
    await expect(page.getByText('1,000 tokens were credited')).toBeVisible();
    await expect.poll(() => shownBalance(page)).toBe(2000);
  }
  await expect(page.getByText('Credited', { exact: true })).toHaveCount(1);
});

test('a cancelled checkout says so and changes nothing', async ({ page }) => {
  await toCheckout(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('The checkout was cancelled')).toBeVisible();
  await expect.poll(() => shownBalance(page)).toBe(1000);
  await expect(page.getByRole('button', { name: 'Purchase Starter Pack' })).toBeEnabled();
});

test('a declined card can be tried again on the same page', async ({ page }) => {
  await toCheckout(page);
  await page.getByText('More outcomes to try').click();
  await page.getByRole('button', { name: 'Have the card declined' }).click();
  await expect(page.getByRole('alert')).toContainText('declined');
  await page.getByRole('button', { name: 'Pay $9.99' }).click();
  await expect.poll(() => shownBalance(page)).toBe(2000);
});

test('a delayed payment is pending first, and is credited by itself when it arrives', async ({
  page,
  context,
}) => {
  const hosted = await payLater(page);
  expect(await shownBalance(page)).toBe(1000);
  await atTheBank(context, hosted, 'Let the money arrive');
  await expect(page.getByText('1,000 tokens were credited')).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => shownBalance(page)).toBe(2000);
});

test('a return address that was made up moves nothing', async ({ page }) => {
  await page.goto('/billing?status=success&session_id=cs_test_made_up');
  await expect(page.getByText('We do not know this payment')).toBeVisible();
  expect(await shownBalance(page)).toBe(1000);
});

test('a double click opens one checkout', async ({ page }) => {
  const checkouts: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/billing/checkout')) checkouts.push(request.url());
  });
  await page.getByRole('link', { name: 'Billing' }).click();
  await page.getByRole('button', { name: 'Purchase Starter Pack' }).dblclick();
  await expect(page.getByRole('button', { name: 'Pay $9.99' })).toBeVisible();
  expect(checkouts).toHaveLength(1);
});

test('a delayed payment that fails says so by itself, and nothing is credited', async ({
  page,
  context,
}) => {
  const hosted = await payLater(page);
  await expect(page.getByText('Processing', { exact: true })).toBeVisible();
  await expectAccessible(page);
  const bank = await atTheBank(context, hosted, 'Let the payment fail');
  await expect(bank.getByText('The payment failed. Nothing was charged')).toBeVisible();
  await expect(page.getByText('The payment failed. Nothing was charged')).toBeVisible();
  await expect(page.getByText('Failed', { exact: true })).toBeVisible();
  await expectAccessible(page);
  expect(await shownBalance(page)).toBe(1000);
});
