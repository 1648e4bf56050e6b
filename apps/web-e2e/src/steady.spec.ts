import type { Page } from '@playwright/test';
import { startModelServer } from '@prome-dify/testing';
import { answering } from '@prome-dify/testing/model-server';
import { inPieces, markdownOf } from './bench/long-answer';
import { ask, start } from './hostile/conversation';
import { answers, expect, send, settled, signIn, test } from './product';
import { forgetShifts, shiftsOf, watchShifts } from './shifts';

/** What counts as good is five times as much. */
const SHIFT_MAX = 0.02;

test('nothing on a page moves by itself', async ({ page, product }) => {
  await watchShifts(page);
  await page.goto('/login');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await shiftsOf(page)).toBeLessThan(SHIFT_MAX);
  await signIn(page, product.url);
  await send(page, '/lorem 60');
  await expect(answers(page).first()).toContainText(/\w+/);
  await forgetShifts(page);
  await expect(answers(page).first()).toContainText(/tokens used/);
  expect(await shiftsOf(page)).toBeLessThan(SHIFT_MAX);
  for (const path of [new URL(page.url()).pathname, '/chat', '/billing', '/usage']) {
    await page.goto(path);
    await expect(page.getByTestId('balance')).toContainText(/\d/);
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    await settled(page);
    expect([path, (await shiftsOf(page)) < SHIFT_MAX]).toEqual([path, true]);
  }
});

declare global {
  interface Window {
    drawn: number;
  }
}

/** Counts the nodes that are put into the conversation from now on. */
async function countDrawn(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.drawn = 0;
    const log = document.querySelector('[role=log]');
    const count = (changes: MutationRecord[]) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) {
          window.drawn += 1 + (node instanceof Element ? node.querySelectorAll('*').length : 0);
        }
      }
    };
    if (log) new MutationObserver(count).observe(log, { childList: true, subtree: true });
  });
}

test('an answer that grows is not drawn again and again, however long it is', async ({
  page,
  startProduct,
}) => {
  const model = await startModelServer();
  const url = await start(startProduct, model);
  await signIn(page, url);
  const text = markdownOf(10_000);
  model.next(answering({ deltas: inPieces(text, 1_000), paceMs: 2 }));
  await countDrawn(page);
  await ask(page, 'Write', 0);
  const [drawn, there] = await page.evaluate(() => [
    window.drawn,
    document.querySelectorAll('[role=log] *').length,
  ]);
  expect(there).toBeGreaterThan(300);
  // Drawn anew with each piece, it would be hundreds.
  expect((drawn ?? NaN) / (there ?? NaN)).toBeLessThan(20);
  await model.stop();
});
