import type { Page } from '@playwright/test';
import { startModelServer } from '@prome-dify/testing';
import { answering } from '@prome-dify/testing/model-server';
import { start } from '../hostile/conversation';
import { answers, expect, signIn, test } from '../product';
import { record } from './goal';
import { markdownOf } from './long-answer';
import { MainThread } from './main-thread';

const TURNS = 500;
const LAST = 'the very last words';
const TYPED = 'Whoever types must see every letter at once, however long it is.';

declare global {
  interface Window {
    paintedAt: number;
    keysMs: number[];
  }
}

/** Runs in the page: notes when the last message was painted first. */
function watchLastMessage(words: string): void {
  window.paintedAt = 0;
  const look = () => {
    const text = document.querySelector('[role=log] pd-answer-turn:last-of-type')?.textContent;
    const last = [...document.querySelectorAll('[role=log] pd-answer-turn')].at(-1)?.textContent;
    if (window.paintedAt === 0 && (last ?? text)?.includes(words)) {
      // The task after the frame comes when the frame has been handed to the screen.
      setTimeout(() => (window.paintedAt = performance.now()));
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Runs in the page: notes the time from each key to the frame that shows its letter. */
function watchKeys(): void {
  window.keysMs = [];
  const noteKey = ({ timeStamp }: KeyboardEvent) =>
    requestAnimationFrame(() =>
      setTimeout(() => window.keysMs.push(performance.now() - timeStamp)),
    );
  document.addEventListener('keydown', noteKey, { capture: true });
}

async function type(page: Page): Promise<number> {
  await page.evaluate(watchKeys);
  const message = page.getByRole('textbox', { name: 'Message' });
  await message.pressSequentially(TYPED, { delay: 30 });
  await expect(message).toHaveValue(TYPED);
  await page.waitForFunction((count) => window.keysMs.length >= count, TYPED.length);
  const sorted = await page.evaluate(() => window.keysMs.toSorted((a, b) => a - b));
  await message.fill('');
  return sorted[Math.floor(sorted.length * 0.95)] ?? NaN;
}

test('a conversation of 1,000 messages', async ({ page, startProduct }) => {
  test.setTimeout(300_000);
  const model = await startModelServer({
    script: answering({ deltas: [markdownOf(600), `\n\n${LAST}`] }),
  });
  const url = await start(startProduct, model);
  await MainThread.of(page);
  const person = await signIn(page, url);
  const first = await person.chat({ message: 'Turn 1' });
  const meta = first.events.find(({ event }) => event === 'meta');
  const id = (meta?.data as { conversation_id: string }).conversation_id;
  for (let turn = 2; turn <= TURNS; turn += 1) {
    await person.chat({ message: `Turn ${turn}`, conversationId: id });
  }

  await page.addInitScript(watchLastMessage, LAST);
  await page.goto(`${url}/chat/${id}`);
  await page.waitForFunction(() => window.paintedAt > 0);
  const fromAddress = await page.evaluate(() => window.paintedAt);
  record('1,000 messages opened by address', fromAddress, { below: 500, unit: 'ms' });

  await page.getByRole('button', { name: 'New chat' }).click();
  await expect(answers(page)).toHaveCount(0);
  await page.evaluate(watchLastMessage, LAST);
  const link = page.getByRole('navigation', { name: 'History' }).getByRole('link').first();
  await link.evaluate((element) =>
    element.addEventListener('click', ({ timeStamp }) =>
      performance.mark('asked', { startTime: timeStamp }),
    ),
  );
  await link.click();
  await page.waitForFunction(() => window.paintedAt > 0);
  const fromList = await page.evaluate(
    () => window.paintedAt - (performance.getEntriesByName('asked')[0]?.startTime ?? NaN),
  );
  record('1,000 messages opened from the list', fromList, { below: 500, unit: 'ms' });
  record('typing below the last 50: key to screen, p95', await type(page), {
    below: 50,
    unit: 'ms',
  });

  const earlier = page.getByRole('button', { name: 'Show earlier messages' });
  for (let shown = await answers(page).count(); shown < TURNS;) {
    await earlier.click();
    await expect.poll(() => answers(page).count()).toBeGreaterThan(shown);
    shown = await answers(page).count();
  }
  record('typing below all 1,000: key to screen, p95', await type(page), { below: 50, unit: 'ms' });
  await model.stop();
});
