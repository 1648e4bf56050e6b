import type { Page } from '@playwright/test';
import type { ApiClient } from '@prome-dify/testing';
import { answers, expect, expectAccessible, settled, shownBalance, signIn, test } from './product';

/** Also under a dialog, where it is out of reach. */
const message = (page: Page) => page.getByRole('textbox', { name: 'Message', includeHidden: true });
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Your session has ended' });
const passwordOf = (page: Page) => dialogOf(page).getByLabel('Password', { exact: true });

/** Every session of the account ends, from elsewhere. */
async function endSessions(person: ApiClient): Promise<void> {
  const ended = await person.call('/api/auth/logout/everywhere', { method: 'POST' });
  expect(ended.status).toBeLessThan(300);
}

async function signInAgain(page: Page, password = 'password123'): Promise<void> {
  await passwordOf(page).fill(password);
  await dialogOf(page).getByRole('button', { name: 'Sign in' }).click();
}

test('a session that ends while somebody types: they sign in over the page, and go on', async ({
  page,
  product,
}) => {
  const person = await signIn(page, product.url);
  const otherTab = await page.context().newPage();
  await otherTab.goto(`${product.url}/billing`);
  await expect(otherTab.getByTestId('balance')).toContainText('1000');
  await page.bringToFront();

  await test.step('the dialog waits until they pause, and takes no key of theirs', async () => {
    await message(page).pressSequentially('A long thought, ');
    const ended = endSessions(person);
    await page.keyboard.type('written on and on, ');
    await ended;
    await message(page).pressSequentially('for quite some time after the end', { delay: 100 });
    await expect(passwordOf(page)).toBeFocused();
    await expect(message(page)).toHaveValue(
      'A long thought, written on and on, for quite some time after the end',
    );
    await expect(dialogOf(page).getByLabel('Email')).toHaveValue(person.email ?? '');
    await expect(dialogOf(page).getByLabel('Email')).not.toBeEditable();
    await expect(page).toHaveURL(/\/chat$/);
    await expectAccessible(page);
  });

  await test.step('it keeps the keyboard, and neither Escape nor a wrong password loses anything', async () => {
    for (let stop = 0; stop < 6; stop += 1) {
      await page.keyboard.press('Tab');
      await expect(dialogOf(page).locator(':focus')).toHaveCount(1);
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByRole('dialog')).toHaveCount(1);
    await signInAgain(page, 'not the password');
    await expect(dialogOf(page).getByRole('alert')).toContainText('password is wrong');
    await expectAccessible(page);
  });

  await test.step('signing in brings them back to where they were, in every tab', async () => {
    await otherTab.bringToFront();
    await expect(dialogOf(otherTab)).toBeVisible();
    await page.bringToFront();
    await signInAgain(page);
    await expect(dialogOf(page)).toHaveCount(0);
    await expect(message(page)).toBeFocused();
    await otherTab.bringToFront();
    await expect(dialogOf(otherTab)).toHaveCount(0);
    await expect(otherTab).toHaveURL(/\/billing/);
    await page.bringToFront();
  });

  await test.step('what they send then is answered, and paid once', async () => {
    await page.keyboard.type('.');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('log')).toContainText('for quite some time after the end.');
    await expect(answers(page).first()).toContainText(/\d+ tokens used/, { timeout: 30_000 });
    const used = Number(/(\d+) tokens used/.exec(await answers(page).innerText())?.[1]);
    await expect.poll(() => shownBalance(page)).toBe(1_000 - used);
  });
});

test('a message sent at the end of a session waits for its writer, and is sent once', async ({
  page,
  product,
}) => {
  const person = await signIn(page, product.url);
  await message(page).fill('Are you still there?');
  await endSessions(person);
  await page.keyboard.press('Enter');
  await expect(dialogOf(page)).toBeVisible();
  await signInAgain(page);
  await expect(answers(page).first()).toContainText(/\d+ tokens used/, { timeout: 30_000 });
  await expect(answers(page)).toHaveCount(1);
  const used = Number(/(\d+) tokens used/.exec(await answers(page).innerText())?.[1]);
  await expect.poll(() => shownBalance(page)).toBe(1_000 - used);
});

test('somebody else takes over the browser: nothing of the first person is left', async ({
  page,
  product,
}) => {
  const person = await signIn(page, product.url);
  await message(page).fill('A secret of mine');
  await endSessions(person);
  await dialogOf(page).getByRole('button', { name: 'Use another account' }).click();
  await expect(page).toHaveURL(/\/login$/);
  await expect(dialogOf(page)).toHaveCount(0);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await signIn(page, product.url);
  await expect(message(page)).toHaveValue('');
});

test('logging out asks for no password, also where the session is over already', async ({
  page,
  context,
  product,
}) => {
  const person = await signIn(page, product.url);
  await endSessions(person);
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page).toHaveURL(/\/login$/);
  await expect(dialogOf(page)).toHaveCount(0);

  await signIn(page, product.url);
  const otherTab = await context.newPage();
  await otherTab.goto(`${product.url}/usage`);
  await otherTab.getByRole('button', { name: 'Log out' }).click();
  await expect(page).toHaveURL(/\/login/);
  await expect(dialogOf(page)).toHaveCount(0);
});

test('the dialog of an ended session fits every width, light and dark', async ({
  page,
  product,
}, info) => {
  const person = await signIn(page, product.url);
  await message(page).fill('Half a thought');
  await endSessions(person);
  await expect(dialogOf(page)).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [320, 390, 1440]) {
      await page.setViewportSize({ width, height: 844 });
      await settled(page);
      const box = await dialogOf(page).boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
      await page.screenshot({ path: info.outputPath(`session-${colorScheme}-${width}.png`) });
    }
    await expectAccessible(page);
  }
});
