import type { Page } from '@playwright/test';
import { answers, expect, expectAccessible, send, shownBalance, signIn, test } from './product';

/** Sets a limit on the page that is open; an empty text takes it away. */
async function setLimit(page: Page, name: 'Per answer' | 'Per day', text: string) {
  await page.getByRole('textbox', { name }).fill(text);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved, from the next answer on.')).toBeVisible();
}

/** Sends a message on a page that has just been opened: once it can send, it can be typed into. */
async function sendThere(page: Page, message: string) {
  await expect(page.getByRole('button', { name: 'Send' })).toBeVisible();
  await send(page, message);
}

test('people set limits of their own, which hold, and which they take away again', async ({
  page,
  product,
}) => {
  await signIn(page, product.url);

  await test.step('what is no limit is said at its field', async () => {
    await page.getByRole('link', { name: 'Usage' }).click();
    const perAnswer = page.getByRole('textbox', { name: 'Per answer' });
    await perAnswer.fill('0');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Enter a whole number from 1')).toBeVisible();
    await expect(perAnswer).toBeFocused();
    await expectAccessible(page);
  });

  await test.step('an answer is cut at what one may cost', async () => {
    await setLimit(page, 'Per answer', '60');
    await page.getByRole('link', { name: 'Chat', exact: true }).click();
    await sendThere(page, '/lorem 200');
    await expect(answers(page).first()).toContainText('Cut off at your limit for one answer');
    expect(await shownBalance(page)).toBeGreaterThanOrEqual(940);
  });

  const conversation = page.url();

  await test.step('a day that is spent refuses the next answer, and leads to the limits', async () => {
    await page.getByRole('link', { name: 'Usage' }).click();
    const spent = 1000 - (await shownBalance(page));
    await expect(page.getByText(`${spent} tokens spent today; the day ends at`)).toBeVisible();
    await setLimit(page, 'Per day', '10');
    await expect(page.getByText(`${spent} of 10 tokens spent today`)).toBeVisible();
    await page.goto(conversation);
    await sendThere(page, 'One more?');
    await expect(page.getByText('Your own spending limit does not leave room')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Change your limits' }).click();
    await expect(page).toHaveURL('/usage');
  });

  await test.step('without limits everything is as before', async () => {
    await expect(page.getByRole('textbox', { name: 'Per answer' })).toHaveValue('60');
    await setLimit(page, 'Per day', '');
    await setLimit(page, 'Per answer', '');
    await page.goto(conversation);
    await sendThere(page, 'One more?');
    await expect(answers(page).last()).toContainText(/\d+ tokens used/);
    await expect(answers(page).last()).not.toContainText('Cut off');
    await expect(page.getByText('Your own spending limit')).toHaveCount(0);
  });
});
