import { startModelServer, openProxy, openWay } from '@prome-dify/testing';
import { answering } from '@prome-dify/testing/model-server';
import { answers, asking, expect, send, shownBalance, signIn, test } from './product';

const WORDS = Array.from({ length: 200 }, (_, n) => `word${n} `);
const WHOLE = WORDS.join('').trim();

test('a connection that breaks in the middle of an answer: it goes on, and is paid once', async ({
  page,
  startProduct,
}) => {
  const model = await startModelServer({ script: answering({ deltas: WORDS, paceMs: 20 }) });
  const product = await startProduct(asking(model));
  const way = await openWay(product.url);
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
  });
  await signIn(page, way.url.replace(/\/$/, ''));
  await send(page, 'Hello');
  await expect(answers(page).first()).toContainText('word20');
  way.cut();
  await expect(page.getByText('Connection lost, reconnecting…')).toBeAttached();
  way.mend();
  await expect(answers(page).first()).toContainText(/\d+ tokens used/, { timeout: 30_000 });
  await expect(page.locator('pd-markdown')).toHaveText(WHOLE);
  const used = Number(/(\d+) tokens used/.exec(await answers(page).innerText())?.[1]);
  await expect.poll(() => shownBalance(page)).toBe(1_000 - used);
  expect(sent.filter((path) => path === '/api/chat')).toHaveLength(1);
  expect(model.requests).toHaveLength(1);
  await way.close();
  await model.stop();
});

test('a proxy that holds every stream back until it ends: the answer is late, and right', async ({
  page,
  startProduct,
}) => {
  const model = await startModelServer({ script: answering({ deltas: WORDS, paceMs: 5 }) });
  const product = await startProduct(asking(model));
  const proxy = await openProxy(product.url);
  proxy.hold(/^\/api\/chat(\/[^/]+\/stream)?$/);
  await signIn(page, proxy.url);
  await send(page, 'Hello');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(answers(page).first()).toContainText(/\d+ tokens used/, { timeout: 30_000 });
  await expect(page.locator('pd-markdown')).toHaveText(WHOLE);
  await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
  expect(model.requests).toHaveLength(1);
  await proxy.close();
  await model.stop();
});
