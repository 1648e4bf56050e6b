import type { Page } from '@playwright/test';
import { ApiClient } from '@prome-dify/testing';
import { expect, expectAccessible, settled, signIn, test } from './product';

const ENDED_MS = 5_000;

const message = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const everywhere = (page: Page) => page.getByRole('button', { name: 'Sign out everywhere' });
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Sign out everywhere?' });
const endedOf = (page: Page) => page.getByRole('dialog', { name: 'Your session has ended' });

async function signInAgain(page: Page, email: string) {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('password123');
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('signing out everywhere on one device ends the others, and keeps what was typed', async ({
  page,
  product,
  browser,
}) => {
  const { url } = product;
  const { email = '' } = await signIn(page, url);
  const device = await browser.newContext();
  const phone = await device.newPage();
  const otherTab = await page.context().newPage();

  await test.step('somebody is signed in on two devices, and writes on both', async () => {
    await phone.goto(`${url}/login`);
    await signInAgain(phone, email);
    await message(phone).fill('Half a thought on the phone');
    await message(page).fill('Half a thought at the desk');
    await otherTab.goto(`${url}/billing`);
    await expect(otherTab.getByTestId('balance')).toContainText('1000');
    await expect(phone.getByTestId('balance')).toContainText('1000');
    await page.bringToFront();
  });

  await test.step('they are asked first, and may think again', async () => {
    await page.getByRole('link', { name: 'Account' }).click();
    await everywhere(page).click();
    await expect(dialogOf(page)).toContainText(email);
    await expect(dialogOf(page).getByRole('button', { name: 'Cancel' })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(dialogOf(page)).toHaveCount(0);
    await expect(everywhere(page)).toBeFocused();
  });

  await test.step('without a network nobody is signed out, and it says so', async () => {
    await page.context().setOffline(true);
    await everywhere(page).click();
    await dialogOf(page).getByRole('button', { name: 'Sign out everywhere' }).click();
    await expect(dialogOf(page).getByRole('alert')).toContainText(
      'You are still signed in everywhere',
    );
    await expectAccessible(page);
    await page.context().setOffline(false);
  });

  await test.step('then this device ends at the login page, and the other asks for the password', async () => {
    await dialogOf(page).getByRole('button', { name: 'Sign out everywhere' }).click();
    await expect(endedOf(phone)).toBeVisible({ timeout: ENDED_MS });
    await expect(page).toHaveURL(/\/login$/);
    await expect(otherTab).toHaveURL(/\/login/);
    await expect(page.getByText('You are signed out on every device.')).toBeVisible();
    await settled(page);
    await expectAccessible(page);
  });

  await test.step('the cookie of the other device is good for nothing', async () => {
    const cookies = await device.cookies(`${url}/api/auth/refresh`);
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    expect(cookie).toContain('refresh=');
    const headers = { cookie };
    const refreshed = await new ApiClient(url).call('/api/auth/refresh', {
      method: 'POST',
      headers,
    });
    expect(refreshed.status).toBe(401);
  });

  await test.step('whoever signs in again finds what they typed', async () => {
    await signInAgain(page, email);
    await expect(message(page)).toHaveValue('Half a thought at the desk');
    await endedOf(phone).getByLabel('Password', { exact: true }).fill('password123');
    await endedOf(phone).getByRole('button', { name: 'Sign in' }).click();
    await expect(message(phone)).toHaveValue('Half a thought on the phone');
  });
  await device.close();
});

test('the dialog that signs out everywhere fits every width, light and dark', async ({
  page,
  product,
}, info) => {
  await signIn(page, product.url);
  await page.setViewportSize({ width: 375, height: 844 });
  const ends = [
    page.getByRole('link', { name: 'Account' }),
    page.getByRole('button', { name: 'Log out' }),
  ];
  const chat = await page.getByRole('link', { name: 'Chat', exact: true }).boundingBox();
  // The bar of a phone is one line.
  for (const end of ends) expect((await end.boundingBox())?.y).toBe(chat?.y);
  await page.getByRole('link', { name: 'Account' }).click();
  await everywhere(page).click();
  await expect(dialogOf(page)).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [320, 390, 1440]) {
      await page.setViewportSize({ width, height: 844 });
      await settled(page);
      const box = await dialogOf(page).boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
      await page.screenshot({ path: info.outputPath(`sign-out-${colorScheme}-${width}.png`) });
    }
    await expectAccessible(page);
  }
});
