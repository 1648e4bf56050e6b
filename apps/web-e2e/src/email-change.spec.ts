import type { Page } from '@playwright/test';
import { openMailbox } from './mailbox';
import { expect, expectAccessible, settled, signIn, test } from './product';

const PASSWORD = 'password123';

const profileOf = (page: Page) => page.getByRole('region', { name: 'Profile' });

test('people change the address of their account by a link to the new one', async ({
  page,
  product,
  browser,
}) => {
  test.slow();
  const { url } = product;
  const { email = '' } = await signIn(page, url);
  const next = email.replace('@', '.new@');
  const profile = profileOf(page);
  const reader = await (await browser.newContext()).newPage();
  let link = '';

  await test.step('they ask for it with their password, by the keyboard alone', async () => {
    await page.getByRole('link', { name: 'Account' }).click();
    await profile.getByRole('button', { name: 'Change email' }).press('Enter');
    await expect(profile.getByLabel('New email')).toBeFocused();
    await page.keyboard.type(next);
    await page.keyboard.press('Tab');
    await page.keyboard.type('guessed it');
    await page.keyboard.press('Enter');
    await expect(profile.getByText('This is not your password')).toBeVisible();
    await expectAccessible(page);
    await profile.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(profile.getByRole('status').filter({ hasText: 'a link' })).toHaveText(
      `We have sent a link to ${next}. Until you follow it, ${email} stays.`,
    );
    await expectAccessible(page);
  });

  await test.step('the address that holds is told', async () => {
    const word = await openMailbox(reader, url, email, 'Another address was asked for');
    await expect(word).toContainText('set a new password now');
    await expect(word.getByRole('link')).toHaveCount(0);
  });

  await test.step('the link makes the new one the address', async () => {
    const mail = await openMailbox(reader, url, next, 'Confirm your new address');
    const { pathname, search } = new URL((await mail.getByRole('link').getAttribute('href')) ?? '');
    // Where they are signed in: the mail calls the same server by another name.
    link = `${url}${pathname}${search}`;
    await mail.getByRole('link').click();
    await expect(reader).toHaveURL(/\/change-email\?token=[\w-]{43}$/);
    await expect(reader.getByText(`Your address is ${next} now`)).toBeVisible();
    await expectAccessible(reader);
    await openMailbox(reader, url, email, 'Your address at Prome-Dify has changed');
  });

  await test.step('whoever asked stays signed in, and sees it', async () => {
    await page.reload();
    await expect(profile).toContainText(next);
    await expect(profile.getByText('Verified', { exact: true })).toBeVisible();
  });

  await test.step('the new one signs in', async () => {
    await reader.goto(`${url}/login`);
    await reader.getByLabel('Email').fill(next);
    await reader.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await reader.getByRole('button', { name: 'Sign in' }).click();
    await expect(reader.getByRole('textbox', { name: 'Message' })).toBeVisible();
  });

  await test.step('the link works once', async () => {
    await reader.goto(link);
    await expect(reader.getByText('This link was used already')).toBeVisible();
    await expect(reader.getByRole('link', { name: 'Go to your account' })).toBeVisible();
    await expectAccessible(reader);
  });
});

test('the form fits every width, light and dark', async ({ page, product }, info) => {
  await signIn(page, product.url);
  await page.getByRole('link', { name: 'Account' }).click();
  const profile = profileOf(page);
  await profile.getByRole('button', { name: 'Change email' }).click();
  const states = {
    empty: async () => {
      await profile.getByRole('button', { name: 'Send link' }).click();
      await expect(profile.getByText('Enter the new address')).toBeVisible();
    },
    sent: async () => {
      await profile.getByLabel('New email').fill(`${'long.'.repeat(10)}new@example.com`);
      await profile.getByLabel('Password').fill(PASSWORD);
      await profile.getByRole('button', { name: 'Send link' }).click();
      await expect(profile.getByText('We have sent a link')).toBeVisible();
    },
  };
  for (const [state, reach] of Object.entries(states)) {
    await reach();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [390, 768, 1440]) {
        await page.setViewportSize({ width, height: 844 });
        await settled(page);
        await page.screenshot({ path: info.outputPath(`${state}-${colorScheme}-${width}.png`) });
      }
      await expectAccessible(page);
    }
  }
});
