import {
  answers,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  send,
  settled,
  signIn,
  test,
} from './product';

const WIDTHS = [320, 390, 768, 1440];

test.describe('every page fits every width, light and dark', () => {
  for (const path of ['/', '/login', '/register']) {
    test(path, async ({ page }) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.goto(path);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 844 });
          await settled(page);
          await expectNoSidewaysScroll(page);
        }
        await expectAccessible(page);
      }
    });
  }

  test('pages of somebody who is signed in', async ({ page, product }) => {
    // Four pages, two themes, every width.
    test.slow();
    await signIn(page, product.url);
    await send(page, 'Show me every kind of markdown');
    await expect(answers(page).first()).toContainText(/\d+ tokens used/, { timeout: 30_000 });
    for (const path of [new URL(page.url()).pathname, '/billing', '/usage', '/account']) {
      await page.goto(path);
      await expect(page.getByTestId('balance')).toContainText(/\d/);
      if (path.startsWith('/chat')) await expect(answers(page)).toHaveCount(1);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 844 });
          await settled(page);
          await expectNoSidewaysScroll(page);
        }
        await expectAccessible(page);
      }
    }
  });
});

test('the theme is chosen, and kept, without a flash', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  const paper = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  const toggle = page.getByRole('button', { name: /theme/i });
  await toggle.click();
  for (let click = 0; click < 2 && (await paper()) === light; click += 1) await toggle.click();
  const dark = await paper();
  expect(dark).not.toBe(light);
  await page.reload();
  expect(await paper()).toBe(dark);
});
