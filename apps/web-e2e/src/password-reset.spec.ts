import { openMailbox } from './mailbox';
import { expect, expectAccessible, shownBalance, signIn, test } from './product';

test('who has forgotten their password sets a new one by mail', async ({
  page,
  product,
  browser,
}) => {
  const { url } = product;
  const { email = '' } = await signIn(page, url);
  const visitor = await (await browser.newContext()).newPage();
  const main = visitor.getByRole('main');
  let link = '';

  await test.step('a link is sent to whoever asks for it', async () => {
    await visitor.goto(`${url}/login`);
    await visitor.getByRole('link', { name: 'Forgot password?' }).click();
    await expectAccessible(visitor);
    await visitor.getByLabel('Email').fill(email);
    await visitor.getByRole('button', { name: 'Send link' }).click();
    await expect(visitor.getByText(`If there is an account for ${email}`)).toBeVisible();
    await expectAccessible(visitor);
  });

  await test.step('the mail leads to a page that sets the password', async () => {
    const mail = await openMailbox(visitor, url, email, 'Set a new password');
    link = (await mail.getByRole('link').getAttribute('href')) ?? '';
    await mail.getByRole('link').click();
    await expect(visitor).toHaveURL(/\/reset-password\?token=[\w-]{43}$/);
    await expectAccessible(visitor);
    await visitor.getByLabel('New password').fill('short');
    await visitor.getByRole('button', { name: 'Set new password' }).click();
    await expect(visitor.getByText('Use at least 8 characters')).toBeVisible();
    await visitor.getByLabel('New password').fill('correct horse battery staple');
    await visitor.getByRole('button', { name: 'Set new password' }).click();
    await expect(visitor.getByText('Your new password is set')).toBeVisible();
    await expectAccessible(visitor);
  });

  await test.step('whoever was signed in is so no more', async () => {
    const ended = page.getByRole('dialog', { name: 'Your session has ended' });
    await expect(ended).toBeVisible();
    await ended.getByRole('button', { name: 'Use another account' }).click();
    await expect(page).toHaveURL(/\/login$/);
  });

  await test.step('the new password works', async () => {
    await main.getByRole('link', { name: 'Sign in' }).click();
    await visitor.getByLabel('Email').fill(email);
    await visitor.getByLabel('Password', { exact: true }).fill('correct horse battery staple');
    await visitor.getByRole('button', { name: 'Sign in' }).click();
    await expect(visitor.getByRole('textbox', { name: 'Message' })).toBeVisible();
  });

  await test.step('the link works once', async () => {
    await visitor.goto(link);
    await visitor.getByLabel('New password').fill('yet another password');
    await visitor.getByRole('button', { name: 'Set new password' }).click();
    await expect(visitor.getByText('This link was used already')).toBeVisible();
    await expect(visitor.getByRole('link', { name: 'Ask for a new link' })).toBeVisible();
    await expectAccessible(visitor);
  });
});

test('free tokens that wait for it come when the address is verified', async ({
  page,
  startProduct,
}) => {
  const { url } = await startProduct({ SIGNUP_GRANT: 'on-verify' });
  const email = 'ada@example.com';
  const banner = page.getByRole('region', { name: 'Verify your email' });

  await test.step('a new account has none, and says why', async () => {
    await page.goto(`${url}/register`);
    await expect(page.getByText('when you open the link that we mail you')).toBeVisible();
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('password123');
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(banner).toContainText('1,000 free tokens wait for you');
    expect(await shownBalance(page)).toBe(0);
    await expectAccessible(page);
  });

  await test.step('the mail is sent again, and the newest link works', async () => {
    await banner.getByRole('button', { name: 'Send again' }).click();
    await expect(banner.getByRole('status')).toHaveText('Sent.');
    const other = await page.context().newPage();
    const mail = await openMailbox(other, url, email, 'Verify your address', 2);
    const link = new URL((await mail.getByRole('link').getAttribute('href')) ?? '');
    await other.goto(`${url}${link.pathname}${link.search}`);
    await expect(other.getByText('verified, and 1,000 tokens are yours')).toBeVisible();
    await expect(other.getByRole('region', { name: 'Verify your email' })).toHaveCount(0);
    await expectAccessible(other);
    await other.close();
  });

  await test.step('the first tab knows', async () => {
    await expect.poll(() => shownBalance(page)).toBe(1000);
    await page.reload();
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
    await expect(banner).toHaveCount(0);
  });
});
