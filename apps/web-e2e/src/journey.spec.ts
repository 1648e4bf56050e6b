import { answers, expect, expectAccessible, send, shownBalance, test } from './product';

let people = 0;
const newEmail = () => `person${Date.now()}${(people += 1)}@example.com`;

test('from a first visit to a paid conversation', async ({ page, isMobile }) => {
  const email = newEmail();

  await test.step('the first page says what it is and what it costs', async () => {
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('Starter Pack')).toBeVisible();
    await expectAccessible(page);
    await page
      .getByRole('link', { name: /1,000 free tokens/ })
      .first()
      .click();
  });

  await test.step('an account begins with 1,000 tokens', async () => {
    await expectAccessible(page);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('password123');
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page).toHaveURL('/chat');
    await expect.poll(() => shownBalance(page)).toBe(1000);
    await expectAccessible(page);
  });

  await test.step('an answer streams in, and the balance follows it', async () => {
    await send(page, '/lorem 60');
    const answer = answers(page).first();
    await expect(answer).toContainText(/\w+/);
    const early = (await answer.textContent())?.length ?? 0;
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
    await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
    await expect(answer).toContainText(/\d+ tokens used/);
    expect((await answer.textContent())?.length).toBeGreaterThan(early);
    const used = Number(/(\d+) tokens used/.exec((await answer.textContent()) ?? '')?.[1]);
    await expect.poll(() => shownBalance(page)).toBe(1000 - used);
    await expectAccessible(page);
  });

  await test.step('a slow answer is stopped, and keeps what was written', async () => {
    await send(page, '/slow');
    await expect(answers(page).nth(1)).toContainText('takes its time');
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(answers(page).nth(1)).toContainText('Stopped');
    await expect(page.getByRole('button', { name: 'Send' })).toBeVisible();
  });

  const left = await shownBalance(page);

  await test.step('the history is there after a reload', async () => {
    const address = page.url();
    await page.reload();
    await expect(answers(page).nth(1)).toContainText('Stopped');
    await expect(page.getByText('/lorem 60').last()).toBeVisible();
    await page.goto('/chat');
    if (isMobile) await page.getByRole('button', { name: 'Conversations' }).click();
    await expectAccessible(page);
    await page.getByRole('link', { name: '/lorem 60' }).click();
    await expect(page).toHaveURL(address);
    await expect(answers(page)).toHaveCount(2);
    expect(await shownBalance(page)).toBe(left);
  });

  await test.step('a package is bought in the sandbox, and the balance grows', async () => {
    await page.getByRole('link', { name: 'Billing' }).click();
    await expect(page.getByText(/no money moves/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Purchase Starter Pack' }).click();
    await page.getByRole('button', { name: 'Pay $9.99' }).click();
    await expect(page.getByText(/1,000 tokens were credited/)).toBeVisible();
    await expect.poll(() => shownBalance(page)).toBe(left + 1000);
    await expectAccessible(page);
  });

  await test.step('the history of the balance adds up', async () => {
    await page.getByRole('link', { name: 'Usage' }).click();
    await expect(page.getByRole('region', { name: 'History' }).getByRole('row')).toHaveCount(5);
    await expect(
      page.getByRole('region', { name: 'History' }).getByRole('row').nth(1),
    ).toContainText('+1,000');
    await expectAccessible(page);
  });

  await test.step('after logging out the pages ask to sign in, and lead back', async () => {
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.goto('/billing');
    await expect(page).toHaveURL(/\/login/);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('password123');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/billing/);
    await expect.poll(() => shownBalance(page)).toBe(left + 1000);
  });
});
