import type { Page } from '@playwright/test';
import { answers, expect, expectAccessible, send, shownBalance, signIn } from './product';
import { SIGNUP_TOKENS, test, type Shop } from './shop';

test.beforeEach(async ({ page, shop }) => {
  await signIn(page, shop.url);
});
test.afterEach(({ shop }) => shop.emulator.dropWebhooks(false));

/** Goes to the checkout of 1,000 tokens; answers its session. */
async function toCheckout(page: Page, shop: Shop): Promise<string> {
  await page.getByRole('link', { name: 'Billing' }).click();
  await page.getByRole('button', { name: 'Purchase Starter Pack' }).click();
  await expect(page.getByRole('button', { name: 'Pay $9.99' })).toBeVisible();
  return shop.lastSession();
}

/** Buys 1,000 tokens; answers the session. */
async function buy(page: Page, shop: Shop): Promise<string> {
  const session = await toCheckout(page, shop);
  await page.getByRole('button', { name: 'Pay $9.99' }).click();
  await expect(page.getByText('1,000 tokens were credited')).toBeVisible();
  return session;
}

/** The newest purchase of the list. */
const newest = (page: Page) =>
  page.getByRole('region', { name: 'Purchases' }).getByRole('listitem').first();

test('a checkout that has expired leads back, and is listed as such', async ({ page, shop }) => {
  const session = await toCheckout(page, shop);
  await shop.expire(session);
  await page.reload();
  await expect(page.getByRole('heading')).toHaveText('This checkout has expired');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Back to the shop' }).click();
  await expect(newest(page)).toContainText('Expired');
  await expectAccessible(page);
  await page.goto(`/billing?status=success&session_id=${session}`);
  await expect(page.getByText('This checkout has expired. Nothing was charged.')).toBeVisible();
  expect(await shownBalance(page)).toBe(SIGNUP_TOKENS);
});

test('a payment that no webhook tells of is credited by the page it returns to', async ({
  page,
  shop,
}) => {
  shop.emulator.dropWebhooks(true);
  const before = shop.emulator.deliveries().length;
  await buy(page, shop);
  await expect.poll(() => shownBalance(page)).toBe(SIGNUP_TOKENS + 1000);
  await expect(newest(page)).toContainText('Credited');
  await page.reload();
  await expect(page.getByText('1,000 tokens were credited')).toBeVisible();
  await expect.poll(() => shownBalance(page)).toBe(SIGNUP_TOKENS + 1000);
  expect(shop.emulator.deliveries()).toHaveLength(before);
});

test('a refund of a part, then of the rest, is seen at once in purchases and balance', async ({
  page,
  shop,
}) => {
  const session = await buy(page, shop);
  await expect.poll(() => shownBalance(page)).toBe(SIGNUP_TOKENS + 1000);
  await shop.refund(session, 300);
  await expect(newest(page)).toContainText('Partly refunded');
  await expect(newest(page)).toContainText('You got $3.00 of $9.99 back');
  await expect.poll(() => shownBalance(page)).toBe(SIGNUP_TOKENS + 700);
  await expectAccessible(page);
  await shop.refund(session);
  await expect(newest(page)).toContainText('You got $9.99 back. We took back 1,000 tokens.');
  await expect.poll(() => shownBalance(page)).toBe(SIGNUP_TOKENS);
  await page.reload();
  await expect(newest(page)).toContainText('Refunded');
  await expect(page.getByText('Payment received. You got $9.99 back')).toBeVisible();
  await expectAccessible(page);
});

test('a refund after spending is owed: chatting pauses, the next purchase repays', async ({
  page,
  shop,
}) => {
  const session = await buy(page, shop);

  await page.getByRole('link', { name: 'Chat', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Send' })).toBeVisible();
  await send(page, '/lorem 30');
  await expect(answers(page).first()).toContainText(/\d+ tokens used/);
  const left = await shownBalance(page);
  expect(left).toBeLessThan(1000);
  const debt = 1000 - left;

  await test.step('the refund arrives, and the chat says what it means', async () => {
    await shop.refund(session);
    await expect(page.getByText(`You owe ${debt} tokens`)).toBeVisible();
    await expect.poll(() => shownBalance(page)).toBe(0);
    await expect(page.getByText(`· ${debt} owed`)).toBeVisible();
    await send(page, 'One more?');
    await expect(page.getByRole('alert')).toContainText('chatting is paused while you owe');
    await expectAccessible(page);
    await page.getByRole('log').getByRole('link', { name: 'Buy tokens' }).click();
  });

  await test.step('the billing page says it too, and the next purchase ends it', async () => {
    await expect(page.getByText(`${debt} tokens owed`)).toBeVisible();
    await expect(page.getByText('Your next purchase repays them first')).toBeVisible();
    await expectAccessible(page);
    await buy(page, shop);
    await expect.poll(() => shownBalance(page)).toBe(1000 - debt);
    await expect(page.getByText(/\bowed?\b/)).toHaveCount(0);
  });

  await test.step('chatting goes on', async () => {
    await page.getByRole('link', { name: 'Chat', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Send' })).toBeVisible();
    await send(page, '/lorem 5');
    await expect(answers(page).last()).toContainText(/\d+ tokens used/);
  });
});

test('a dispute takes the tokens at once, and gives them back when the payment stands', async ({
  page,
  shop,
}) => {
  const session = await buy(page, shop);
  await shop.emulator.dispute(session);
  await expect(newest(page)).toContainText('Disputed');
  await expect(newest(page)).toContainText('We took back 1,000 tokens until it decides');
  await expect.poll(() => shownBalance(page)).toBe(SIGNUP_TOKENS);
  await expectAccessible(page);
  await shop.emulator.closeDispute(session, 'won');
  await expect(newest(page)).toContainText('the payment stands');
  await expect(newest(page)).toContainText('Credited');
  await expect.poll(() => shownBalance(page)).toBe(SIGNUP_TOKENS + 1000);
});

test('a dispute that is lost stays so, and is seen by whoever comes back to the page', async ({
  page,
  shop,
}) => {
  const session = await buy(page, shop);
  await shop.emulator.dispute(session);
  await expect(newest(page)).toContainText('Disputed');
  await shop.emulator.closeDispute(session, 'lost');
  // No token moves, so nothing is pushed: the page looks again when it is looked at again.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(newest(page)).toContainText('Dispute lost');
  await expect(newest(page)).toContainText('gave you the money back');
  await expect.poll(() => shownBalance(page)).toBe(SIGNUP_TOKENS);
  await expectAccessible(page);
});

test('a receipt opens in a tab of its own', async ({ page, shop }) => {
  await buy(page, shop);
  const opened = page.waitForEvent('popup');
  await newest(page)
    .getByRole('button', { name: /^Receipt for Starter Pack/ })
    .click();
  const receipt = await opened;
  await expect(receipt.getByRole('heading', { name: 'Receipt for Starter Pack' })).toBeVisible();
  await expect(receipt.getByText('$9.99')).toBeVisible();
  await expectAccessible(receipt);
  expect(await receipt.evaluate(() => window.opener)).toBeNull();
});
