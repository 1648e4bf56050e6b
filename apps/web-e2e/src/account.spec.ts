import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { AccountExport } from '@prome-dify/contracts';
import { answers, expect, expectAccessible, send, settled, signIn, test } from './product';

const OLD = 'password123';
const NEW = 'a sentence does well';

const sectionOf = (page: Page, name: string) => page.getByRole('region', { name });
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Delete your account?' });

async function signInWith(page: Page, email: string, password: string) {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('people look after their account, take everything along, and leave for good', async ({
  page,
  product,
  browser,
}) => {
  test.slow();
  const { url } = product;
  const { email = '' } = await signIn(page, url);
  await send(page, 'What do you know about me?');
  await expect(answers(page).first()).toContainText(/\d+ tokens used/, { timeout: 30_000 });
  const device = await browser.newContext({ userAgent: 'Mozilla/5.0 (iPhone) Safari/604' });
  const phone = await device.newPage();
  await phone.goto(`${url}/login`);
  await signInWith(phone, email, OLD);
  await expect(phone.getByRole('textbox', { name: 'Message' })).toBeVisible();

  await test.step('the page is reached from every page, and says whose account it is', async () => {
    await page.getByRole('link', { name: 'Account' }).click();
    await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
    await expect(sectionOf(page, 'Profile')).toContainText(email);
    await expect(sectionOf(page, 'Sessions').getByRole('listitem')).toHaveCount(3);
    await expectAccessible(page);
  });

  await test.step('the theme follows at once, by the keyboard alone', async () => {
    await page.getByRole('radio', { name: 'As the system' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
    await expectAccessible(page);
    await page.getByRole('radio', { name: 'As the system' }).check();
  });

  await test.step('another device is signed out within seconds', async () => {
    await sectionOf(page, 'Sessions')
      .getByRole('button', { name: /Sign out Safari/ })
      .click();
    await expect(sectionOf(page, 'Sessions').getByRole('listitem')).toHaveCount(2);
    const ended = phone.getByRole('dialog', { name: 'Your session has ended' });
    await expect(ended).toBeVisible({ timeout: 10_000 });
  });

  await test.step('a new password needs the present one', async () => {
    const section = sectionOf(page, 'Password');
    await section.getByLabel('Current password').fill('something else');
    await section.getByLabel('New password').fill(NEW);
    await section.getByRole('button', { name: 'Change password' }).click();
    await expect(section.getByText('This is not your password')).toBeVisible();
    await expectAccessible(page);
    await section.getByLabel('Current password').fill(OLD);
    await section.getByRole('button', { name: 'Change password' }).click();
    await expect(section.getByText('Changed. Every other device is signed out.')).toBeVisible();
  });

  await test.step('everything comes along as one file', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export everything' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('prome-dify-account.json');
    const told = JSON.parse(await readFile(await file.path(), 'utf8')) as AccountExport;
    expect(told.profile.email).toBe(email);
    expect(told.conversations[0]?.messages[0]?.content).toBe('What do you know about me?');
    expect(told.ledger).toHaveLength(2);
    await expect(page.getByText('Your file is saved.')).toBeVisible();
  });

  const otherTab = await page.context().newPage();

  await test.step('deleting says what is lost, and asks twice', async () => {
    await otherTab.goto(`${url}/billing`);
    await expect(otherTab.getByTestId('balance')).toContainText(/\d/);
    await page.bringToFront();
    await expect(sectionOf(page, 'Delete account')).toContainText(/\d+ tokens are left/);
    await page.getByRole('button', { name: 'Delete account' }).click();
    await expect(dialogOf(page)).toContainText(/cannot be undone. \d+ tokens are left/);
    await expect(dialogOf(page).getByLabel('Your email')).toBeFocused();
    await dialogOf(page).getByLabel('Your email').fill('somebody@else.example');
    await dialogOf(page).getByLabel('Password').fill('wrong');
    await dialogOf(page).getByRole('button', { name: 'Delete for good' }).click();
    await expect(dialogOf(page).getByText('Type the address of this account')).toBeVisible();
    await expectAccessible(page);
    await dialogOf(page).getByLabel('Your email').fill(email);
    await dialogOf(page).getByRole('button', { name: 'Delete for good' }).click();
    await expect(dialogOf(page).getByRole('alert')).toContainText('Nothing was deleted');
    await expectAccessible(page);
  });

  await test.step('then every tab is signed out, this one at the front page', async () => {
    await dialogOf(page).getByLabel('Password').fill(NEW);
    await dialogOf(page).getByRole('button', { name: 'Delete for good' }).click();
    await expect(page.getByText('Your account is deleted, with everything in it.')).toBeVisible();
    await expect(page).toHaveURL(`${url}/`);
    await expect(otherTab).toHaveURL(/\/login/);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['theme']);
    await settled(page);
    await expectAccessible(page);
  });

  await test.step('and nobody can sign in to it any more', async () => {
    await otherTab.bringToFront();
    await signInWith(otherTab, email, NEW);
    await expect(otherTab.getByText('The email or the password is wrong')).toBeVisible();
  });
  await device.close();
});

test('the account page fits every width, light and dark', async ({ page, product }, info) => {
  await signIn(page, product.url);
  await page.getByRole('link', { name: 'Account' }).click();
  await expect(page.getByText('This device')).toBeVisible();
  for (const isOpen of [false, true]) {
    if (isOpen) {
      await page.getByRole('button', { name: 'Delete account' }).click();
      await expect(dialogOf(page)).toBeVisible();
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [390, 768, 1440]) {
        // As high as the page is: the content scrolls within it.
        await page.setViewportSize({ width, height: isOpen ? 844 : 2_000 });
        await settled(page);
        const path = info.outputPath(
          `account-${isOpen ? 'delete' : 'page'}-${colorScheme}-${width}.png`,
        );
        await page.screenshot({ path });
      }
      await expectAccessible(page);
    }
  }
});
