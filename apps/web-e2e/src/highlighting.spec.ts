import type { Page } from '@playwright/test';
import { startModelServer } from '@prome-dify/testing';
import { answering } from '@prome-dify/testing/model-server';
import { ask, start } from './hostile/conversation';
import { watch } from './hostile/watch';
import { answers, expect, expectAccessible, signIn, test } from './product';

const FENCE = '```';
const CODE = `import { createHash } from 'node:crypto';

/** The hash of a text. */
export function hashOf(text: string, rounds = 10): string {
  const hash = createHash('sha256');
  for (let round = 0; round < rounds; round += 1) hash.update(\`\${round}: \${text}\`);
  return hash.digest('hex'); // <b>not bold</b>
}`;
const DIFF = '--- a/file\n+++ b/file\n@@ -1 +1 @@\n-old\n+new';
const ANSWER = [
  `Here it is:\n\n${FENCE}ts\n${CODE}\n${FENCE}`,
  `As a change:\n\n${FENCE}diff\n${DIFF}\n${FENCE}`,
  `And in no language:\n\n${FENCE}\nplain\n${FENCE}\n\nThat is all.`,
].join('\n\n');

const blocks = (page: Page) => answers(page).locator('pre');

/** Each piece of highlighted code, by its kind. */
const kinds = (page: Page) =>
  blocks(page)
    .locator('span')
    .evaluateAll((spans) => spans.map(({ className, textContent }) => [className, textContent]));

/** All that is highlighted so far. */
const pieces = async (page: Page) => (await kinds(page)).map(([, text]) => text).join('');

test('code is highlighted once its fence is closed, by day and by night, and after a reload', async ({
  page,
  startProduct,
}) => {
  const model = await startModelServer();
  const url = await start(startProduct, model);
  const watching = await watch(page, url);
  await signIn(page, url);
  model.next(answering({ deltas: ANSWER.match(/[^]{1,20}/g) ?? [] }));
  await ask(page, 'code', 0);
  await expect(blocks(page).first().locator('.code-keyword').first()).toContainText('import');
  await expect(blocks(page).nth(1).locator('.code-inserted').last()).toContainText('+new');
  // It is drawn piece by piece, in the page's idle time.
  await expect.poll(() => pieces(page)).toBe(CODE + DIFF);
  expect(await blocks(page).allTextContents()).toEqual([CODE, DIFF, 'plain']);
  await expect(blocks(page).nth(2).locator('span')).toHaveCount(0);
  const highlighted = await kinds(page);

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  const { dialogs, errors, violations } = await watching.take();
  expect({ dialogs, errors, violations }).toEqual({ dialogs: [], errors: [], violations: [] });

  await page.reload();
  await expect.poll(() => kinds(page)).toEqual(highlighted);
  expect(await blocks(page).allTextContents()).toEqual([CODE, DIFF, 'plain']);
  await model.stop();
});
