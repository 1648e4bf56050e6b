import type { Page } from '@playwright/test';
import { startModelServer } from '@prome-dify/testing';
import { answers, asking, expect, expectAccessible, send, signIn, test } from './product';

const questions = (page: Page) => page.getByRole('log').locator('pd-question-turn');
const field = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const editor = (page: Page) => page.getByRole('textbox', { name: 'Your question' });
const answered = (page: Page, nth: number) =>
  expect(answers(page).nth(nth).getByRole('button', { name: 'Regenerate' })).toBeEnabled();

test('a question is edited and an answer regenerated, and no version is lost', async ({
  page,
  product,
}) => {
  await signIn(page, product.url);
  await send(page, 'What is 2 + 3?');
  await answered(page, 0);
  await send(page, 'What is 10 * 10?');
  await answered(page, 1);

  await test.step('the last question is edited from the keyboard', async () => {
    await field(page).press('ArrowUp');
    await expect(editor(page)).toBeFocused();
    await expect(editor(page)).toHaveValue('What is 10 * 10?');
    await expectAccessible(page);
    await editor(page).press('Escape');
    await expect(editor(page)).toHaveCount(0);
    await expect(questions(page).nth(1).getByRole('button', { name: 'Edit' })).toBeFocused();
    await page.keyboard.press('Enter');
    await editor(page).fill('What is 10 * 20?');
    await expect(page.locator('pd-question-editor')).toContainText(/\d+ to \d+ tokens/);
    await editor(page).press('ControlOrMeta+Enter');
    await expect(answers(page).nth(1)).toContainText('200');
    await expect(questions(page).nth(1)).toContainText('2 of 2');
    await expect(field(page)).toBeFocused();
  });

  await test.step('the version before is one step away, and the keyboard stays there', async () => {
    const before = questions(page).nth(1).getByRole('button', { name: 'Previous version' });
    await before.focus();
    await page.keyboard.press('Enter');
    await expect(questions(page).nth(1)).toContainText('What is 10 * 10?');
    await expect(questions(page).nth(1)).toContainText('1 of 2');
    await expect(before).toBeFocused();
    await page.reload();
    await expect(questions(page).nth(1)).toContainText('What is 10 * 10?');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
  });

  await test.step('an earlier answer is regenerated; what followed it is on its old branch', async () => {
    await answers(page).first().getByRole('button', { name: 'Regenerate' }).click();
    await expect(answers(page).first()).toContainText('2 of 2');
    await expect(questions(page)).toHaveCount(1);
    await answers(page).first().getByRole('button', { name: 'Previous version' }).click();
    await expect(questions(page)).toHaveCount(2);
    await expect(questions(page).nth(1)).toContainText('What is 10 * 20?');
  });

  await test.step('a link to a message of another branch leads there', async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox').fill('10');
    await page
      .getByRole('option', { name: /What is 10 \* 10/ })
      .first()
      .click();
    await expect(questions(page).nth(1)).toContainText('What is 10 * 10?');
    await expect(questions(page).nth(1)).toBeInViewport();
  });
});

test('an edit that is refused hides nothing for good, and its text stays', async ({
  page,
  startProduct,
}) => {
  const model = await startModelServer();
  model.script('normal');
  const { url } = await startProduct({ ...asking(model), SIGNUP_TOKENS: '150' });
  await signIn(page, url);
  await send(page, 'Short');
  await answered(page, 0);
  await questions(page).getByRole('button', { name: 'Edit' }).click();
  await editor(page).fill('long '.repeat(300));
  await expect(page.locator('pd-question-editor')).toContainText('Needs at least');
  await page.getByRole('button', { name: 'Save & rerun' }).click();
  await expect(answers(page)).toContainText('not enough tokens');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Go back' }).click();
  await expect(editor(page)).toHaveValue(/^(long ?)+$/);
  await expect(answers(page)).toContainText('Hello from the scripted model.');
  await editor(page).press('Escape');
  await expect(questions(page)).toContainText('Short');
  await model.stop();
});
