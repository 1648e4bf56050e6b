import type { Page, TestInfo } from '@playwright/test';
import { expect, signIn, test } from './product';

/** Leaves a figure in the report, and on the screen. */
function note(info: TestInfo, description: string): void {
  info.annotations.push({ type: 'transferred', description });
  process.stdout.write(`${info.title}: ${description}\n`);
}

/** Bytes on the wire, headers included, until only streams that never end are still open. */
async function transferred(page: Page, visit: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const open = new Map<string, string>();
  let bytes = 0;
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (!request.url.endsWith('/stream')) open.set(requestId, request.url);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    open.delete(requestId);
    bytes += encodedDataLength;
  });
  session.on('Network.loadingFailed', ({ requestId }) => open.delete(requestId));
  await visit();
  await expect.poll(() => [...open.values()]).toEqual([]);
  return bytes;
}

test('the first load of the sign-in page is under 160 kB', async ({ page }) => {
  const bytes = await transferred(page, async () => {
    await page.goto('/login');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  });
  note(test.info(), `${Math.round(bytes / 1000)} kB`);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThan(160_000);
});

test('the first load of the chat is under 260 kB', async ({ page, product }) => {
  await signIn(page, product.url);
  const fresh = await page.context().newPage();
  const bytes = await transferred(fresh, async () => {
    await fresh.goto(`${product.url}/chat`, { waitUntil: 'load' });
    await expect(fresh.getByRole('textbox', { name: 'Message' })).toBeVisible();
  });
  note(test.info(), `${Math.round(bytes / 1000)} kB`);
  expect(bytes).toBeLessThan(260_000);
});
