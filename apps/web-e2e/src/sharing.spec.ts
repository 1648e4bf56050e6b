import type { Page } from '@playwright/test';
import { answers, expect, expectAccessible, send, signIn, test } from './product';

/** Says something and waits for the whole answer. */
async function talk(page: Page, message: string, count: number): Promise<void> {
  await send(page, message);
  await expect(answers(page).nth(count - 1)).toContainText(/\d+ tokens used/, { timeout: 30_000 });
}

/** Opens the dialog about the link of a conversation. */
async function openDialog(page: Page, title: string) {
  await page.getByRole('link', { name: title }).hover();
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('menuitem', { name: 'Share' }).click();
  return page.getByRole('dialog', { name: 'Share conversation' });
}

async function expectAccessibleInBoth(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
}

test('a conversation is shared by a link, brought up to date, and revoked', async ({
  page,
  product,
  browser,
}) => {
  await signIn(page, product.url);
  await talk(page, 'Where do pelicans sleep?', 1);
  const dialog = await openDialog(page, 'Where do pelicans sleep?');
  await expect(dialog).toContainText('neither your name nor your email');
  await expect(dialog.getByRole('button', { name: 'Create link' })).toBeFocused();
  await expectAccessibleInBoth(page);
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toHaveText('The link is made.');
  const address = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(address).toMatch(/\/shared\/[\w-]{43}$/);
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
  await expectAccessibleInBoth(page);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('navigation', { name: 'History' })).toContainText('Shared');

  const stranger = await (await browser.newContext()).newPage();
  const response = await stranger.goto(address);
  expect(response?.headers()['x-robots-tag']).toBe('noindex');
  expect(response?.headers()['referrer-policy']).toBe('no-referrer');
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Where do pelicans sleep?');
  await expect(stranger).toHaveTitle('Where do pelicans sleep? · Prome-Dify');
  await expect(stranger.getByRole('heading', { name: 'Answer' })).toHaveCount(1);
  await expect(stranger.getByRole('link', { name: 'Create account' })).toHaveAttribute(
    'href',
    '/register',
  );
  await expectAccessibleInBoth(stranger);

  await talk(page, 'And herons?', 2);
  await stranger.reload();
  await expect(stranger.getByText('Where do pelicans sleep?').last()).toBeVisible();
  await expect(stranger.getByText('And herons?')).toHaveCount(0);
  const again = await openDialog(page, 'Where do pelicans sleep?');
  await expect(again.getByRole('textbox', { name: 'Link' })).toHaveValue(address);
  await again.getByRole('button', { name: 'Update link' }).click();
  await expect(again.getByRole('status')).toContainText('as it is now');
  await stranger.reload();
  await expect(stranger.getByText('And herons?').first()).toBeVisible();

  await again.getByRole('button', { name: 'Revoke link' }).click();
  await expect(again).toContainText('Whoever opens it finds nothing');
  await stranger.reload();
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('This link leads nowhere');
  await expectAccessibleInBoth(stranger);
  await stranger.context().close();
});

test('an answer is rated, and the rating and its comment are there after a reload', async ({
  page,
  product,
}) => {
  await signIn(page, product.url);
  await talk(page, 'Where do pelicans sleep?', 1);
  const good = page.getByRole('button', { name: 'Good answer' });
  const kept = page.waitForResponse((response) => response.url().endsWith('/feedback'));
  await good.press('Enter');
  await expect(good).toHaveAttribute('aria-pressed', 'true');
  await expectAccessibleInBoth(page);
  expect((await kept).status()).toBe(200);
  await page.getByRole('button', { name: 'Add a comment' }).click();
  const comment = page.getByRole('textbox', { name: 'What was good about it?' });
  await expect(comment).toBeFocused();
  await expectAccessibleInBoth(page);
  await comment.fill('Short and true');
  await comment.press('Enter');
  await expect(page.getByRole('button', { name: 'Edit comment' })).toBeFocused();
  await page.reload();
  await expect(good).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Edit comment' }).click();
  await expect(comment).toHaveValue('Short and true');
  await expect(page.getByRole('button', { name: 'Bad answer' })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
});
