import { answers, expect, expectAccessible, send, signIn, test } from './product';

test('a message is found by its words, with the keyboard alone', async ({ page, product }) => {
  await signIn(page, product.url);
  await send(page, 'Where do pelicans sleep?');
  await expect(answers(page).first()).toContainText(/\d+ tokens used/, { timeout: 30_000 });
  const address = page.url();
  await page.goto('/billing');
  await expect(page.getByTestId('balance')).toContainText(/\d/);
  await page.keyboard.press('ControlOrMeta+k');
  const field = page.getByRole('combobox', { name: 'Search messages and commands' });
  await expect(field).toBeFocused();
  await expect(page.getByRole('group', { name: 'Recent' })).toContainText('pelicans');
  await field.fill('pelic');
  await expect(page.getByRole('group', { name: 'Found' })).toContainText(
    'Where do pelicans sleep?',
  );
  await expect(page.locator('mark').first()).toHaveText('pelicans');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  const option = page.getByRole('option', { name: /You in/ });
  while ((await option.getAttribute('aria-selected')) !== 'true') {
    const before = (await field.getAttribute('aria-activedescendant')) ?? '';
    await field.press('ArrowDown');
    await expect(field).not.toHaveAttribute('aria-activedescendant', before);
  }
  await field.press('Enter');
  await expect(page).toHaveURL(new RegExp(`^${address}#m-[0-9a-f-]{36}$`));
  await expect(page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`)).toBeInViewport();

  await page.keyboard.press('ControlOrMeta+k');
  await field.fill('usage');
  await page.getByRole('option', { name: 'Usage' }).click();
  await expect(page).toHaveURL('/usage');
});

test('a message has a link of its own, which leads to it from anywhere', async ({
  page,
  product,
}) => {
  await page.context().grantPermissions(['clipboard-read'], { origin: product.url });
  await signIn(page, product.url);
  await send(page, 'Where do pelicans sleep?');
  await expect(answers(page).first()).toContainText(/\d+ tokens used/, { timeout: 30_000 });
  const link = answers(page).getByRole('button', { name: 'Copy link' });
  await link.click();
  await expect(link).toHaveCount(0);
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(address).toMatch(new RegExp(`^${page.url()}#m-[0-9a-f-]{36}$`));
  await page.goto(`${product.url}/billing`);
  await page.goto(address);
  await expect(page.locator(`[id="${new URL(address).hash.slice(1)}"]`)).toBeInViewport();
});

test('a conversation is pinned, archived, exported, and deleted unless that is undone', async ({
  page,
  product,
  isMobile,
}) => {
  await signIn(page, product.url);
  await send(page, 'Keep me');
  await expect(answers(page).first()).toContainText(/\d+ tokens used/, { timeout: 30_000 });
  if (isMobile) await page.getByRole('button', { name: 'Conversations' }).click();
  const row = page.getByRole('link', { name: 'Keep me' });
  const choose = async (item: string) => {
    await row.hover();
    await page.getByRole('button', { name: 'Options' }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  };
  await choose('Pin');
  await expect(page.getByRole('heading', { name: 'Pinned' })).toBeVisible();
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await choose('Export as Markdown');
  expect((await download).suggestedFilename()).toBe('Keep me.md');
  await choose('Archive');
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toBeVisible();
  await choose('Delete');
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toBeVisible();
  await choose('Delete');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await page.reload();
  const empty = page.getByText('Your conversations will be here.');
  await expect(async () => {
    await page.reload();
    if (isMobile) await page.getByRole('button', { name: 'Conversations' }).click();
    await expect(empty).toBeVisible({ timeout: 2_000 });
  }).toPass();
});
