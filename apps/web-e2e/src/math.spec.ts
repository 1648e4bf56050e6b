import type { Page } from '@playwright/test';
import { startModelServer } from '@prome-dify/testing';
import { answering } from '@prome-dify/testing/model-server';
import { inPieces } from './bench/long-answer';
import { ask, start } from './hostile/conversation';
import { NOTHING, watch } from './hostile/watch';
import {
  answers,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  send,
  signIn,
  test,
} from './product';

const SUM = Array.from({ length: 40 }, (_, n) => `a_{${n}}`).join(' + ');
const ANSWER = String.raw`The roots of $ax^2 + bx + c = 0$ cost \$5, or from $5 to $10:

$$
x_{1,2} = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}
$$

As a system, with \(\alpha \ge 0\):

\[
\begin{cases} 2x + 3y &= 7 \\ x - y &= 1 \end{cases}
\qquad
\begin{pmatrix} 2 & 3 \\ 1 & -1 \end{pmatrix} \begin{pmatrix} x \\ y \end{pmatrix}
= \sum_{k=1}^{n} \int_0^\infty e^{-kt}\,\mathrm{d}t + \cancel{1} + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1
\]

Within a line $${SUM}$ is long.

What is no TeX stays as it was written: $\frac{a$.
`;
const DRAWN = 5;

const formulas = (page: Page) => answers(page).first().locator('math');

/** Checks that a formula in a line of words stands on it, and that all of a long one can be reached. */
async function expectReachable(page: Page): Promise<void> {
  const long = answers(page).first().locator('.math-inline').last().locator('[tabindex="0"]');
  const widths = await long.evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
  expect(widths[0]).toBeGreaterThan(widths[1] ?? 0);
  await long.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => long.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
}

/** Makes a link of the conversation, and answers its address. */
async function share(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Solve it' }).hover();
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('menuitem', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share conversation' });
  await dialog.getByRole('button', { name: 'Create link' }).click();
  await expect(dialog.getByRole('status')).toHaveText('The link is made.');
  const address = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return address;
}

test('formulas are drawn once they are whole, and prices stay prices', async ({
  page,
  browser,
  startProduct,
}, info) => {
  const model = await startModelServer();
  const url = await start(startProduct, model);
  const watching = await watch(page, url);
  await signIn(page, url);
  model.next(answering({ deltas: inPieces(ANSWER, 120), paceMs: 5 }));
  await ask(page, 'Solve it', 0);
  const answer = answers(page).first();
  await expect(formulas(page)).toHaveCount(DRAWN);
  await expect(answer.locator('math mfrac')).toHaveCount(1);
  await expect(answer).toContainText('cost $5, or from $5 to $10:');
  await expect(answer).toContainText(String.raw`$\frac{a$`);
  const address = await share(page);
  expect({ ...(await watching.take()), longTasks: [] }).toEqual(NOTHING);
  await page.reload();
  await expect(formulas(page)).toHaveCount(DRAWN);
  expect({ ...(await watching.take()), longTasks: [] }).toEqual(NOTHING);
  for (const width of [390, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await page.screenshot({ path: info.outputPath(`math-${colorScheme}-${width}.png`) });
    }
    if (width === 390) await expectReachable(page);
  }
  // The windows are those of axe.
  expect({ ...(await watching.take()), elsewhere: [], longTasks: [] }).toEqual(NOTHING);

  const stranger = await (await browser.newContext()).newPage();
  const watchingStranger = await watch(stranger, url);
  await stranger.goto(address);
  await expect(stranger.locator('math')).toHaveCount(DRAWN);
  expect({ ...(await watchingStranger.take()), longTasks: [] }).toEqual(NOTHING);
  await expectAccessible(stranger);
  await stranger.context().close();
  await model.stop();
});

test('a formula is shown as it was written until its end has come', async ({
  page,
  startProduct,
}) => {
  const model = await startModelServer();
  const url = await start(startProduct, model);
  await signIn(page, url);
  model.next(answering({ deltas: ['Here:\n\n$$\nx^2 ', '+ 1\n', '$$\n\nDone.'], paceMs: 1_500 }));
  await send(page, 'Slowly');
  await expect(answers(page).locator('.math-source')).toHaveText(/^\$\$\s+x\^2( \+ 1)?$/);
  await expect(formulas(page)).toHaveCount(0);
  await expect(formulas(page)).toHaveCount(1);
  await expect(answers(page).locator('.math-source')).toHaveCount(0);
  await model.stop();
});
