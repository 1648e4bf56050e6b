import { readFile } from 'node:fs/promises';
import { startModelServer } from '@prome-dify/testing';
import {
  answers,
  asking,
  expect,
  expectAccessible,
  send,
  shownBalance,
  signIn,
  test,
} from './product';

test('people see what their tokens went to, and take it along as a file', async ({
  page,
  product,
}) => {
  await signIn(page, product.url);
  await send(page, '=1+1, please');
  await expect(answers(page).first()).toContainText(/\d+ tokens? used/, { timeout: 30_000 });
  const spent = 1000 - (await shownBalance(page));

  await test.step('of each day, in a chart and in a table', async () => {
    await page.getByRole('link', { name: 'Usage' }).click();
    await expect(page.getByText(`${spent} tokens spent, 1,000 tokens added`)).toBeVisible();
    const rows = page.getByRole('table', { name: 'Tokens spent by each day' }).getByRole('row');
    await expect(rows).toHaveCount(31);
    await expect(rows.last()).toContainText(String(spent));
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page);
  });

  await test.step('of each conversation and kind, by an address that can be kept', async () => {
    await page.getByLabel('Sums of each').selectOption('conversation');
    await page.getByLabel('Kind').selectOption('Answer');
    await expect(page).toHaveURL('/usage?by=conversation&kind=chat');
    await page.reload();
    const table = page.getByRole('table', { name: 'Tokens spent by each conversation' });
    await expect(table.getByRole('row').last()).toContainText('=1+1');
    await expect(page.getByText(`${spent} tokens spent, 0 tokens added`)).toBeVisible();
    await page.emulateMedia({ colorScheme: 'light' });
    await expectAccessible(page);
  });

  await test.step('as a file of the same lines, without a formula', async () => {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as CSV' }).click();
    const text = await readFile(await (await coming).path(), 'utf8');
    expect(text.trim().split('\r\n')).toHaveLength(2);
    expect(text).toContain(`'=1+1`);
  });
});

test('the models that the tokens of a day went to are told apart', async ({
  page,
  startProduct,
}) => {
  const model = await startModelServer();
  const { url } = await startProduct({ ...asking(model), OPENAI_MODELS: 'one,another' });
  const person = await signIn(page, url);
  for (const name of ['one', 'another', 'another']) {
    await person.chat({ message: 'Hello', model: name });
  }
  await page.goto(`${url}/usage`);
  const days = page.getByRole('group', { name: /Tokens by day/ }).getByRole('img');
  await expect(days.last()).toHaveAccessibleName(/tokens \(another \d+, one \d+\)$/);
  const table = page.getByRole('table', { name: 'Tokens spent by each day' });
  await expect(table.getByRole('columnheader')).toHaveText([
    'Day (UTC)',
    'another',
    'one',
    'Tokens',
  ]);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await model.stop();
});
