import type { ConsoleMessage, Page } from '@playwright/test';
import { MODEL_SCRIPTS, startModelServer } from '@prome-dify/testing';
import { answering } from '@prome-dify/testing/model-server';
import { PAYLOADS } from './hostile/payloads';
import { openTrap } from './hostile/trap';
import { ask, start } from './hostile/conversation';
import { NOTHING, watch } from './hostile/watch';
import { answers, asking, expect, send, signIn, test } from './product';

/** How long tasks take is what heavy-output.spec.ts looks at, alone on its page. */
const NOTHING_BUT_WORK = { ...NOTHING, longTasks: expect.any(Array) as unknown };

/** One answer for the payloads of a group, or one for each; a word after each tells where it ended. */
function answersOf(host: string) {
  let count = 0;
  return PAYLOADS.flatMap(({ payloads, alone, untypable }) => {
    const texts = payloads.map((payload) => {
      const text = payload.replaceAll('evil.example', host);
      return { text, end: `end${(count += 1)}` };
    });
    const parts = alone ? texts.map((text) => [text]) : [texts];
    return parts.map((part) => ({
      deltas: Array.from(part.map(({ text, end }) => `${text}\n\n${end}\n\n`).join('')),
      question: untypable ? 'untypable' : part.map(({ text }) => text).join('\n\n'),
      ends: alone ? [] : part.map(({ end }) => end),
    }));
  });
}

/** The links of the conversation, as their reader sees and follows them. */
function links(page: Page) {
  return page
    .getByRole('log')
    .locator('pd-markdown a')
    .evaluateAll((found) =>
      found.map((element) => {
        const { protocol, host, pathname, rel, target } = element as HTMLAnchorElement;
        const text = element.textContent;
        const shown = protocol === 'mailto:' ? decodeURIComponent(pathname) : host;
        return { protocol, rel, target, isHostShown: text.includes(shown), text };
      }),
    );
}

async function expectHarmlessLinks(page: Page): Promise<void> {
  const found = await links(page);
  expect(found.length).toBeGreaterThan(20);
  const harmless = found.filter(({ protocol, rel, target }) => {
    const isQuiet = rel === 'noopener noreferrer nofollow ugc' && target === '_blank';
    return isQuiet && /^(https?|mailto):$/.test(protocol);
  });
  expect(harmless).toEqual(found);
  expect(found.filter(({ isHostShown }) => !isHostShown)).toEqual([]);
}

test('nothing that a model or a person says runs, loads or leads astray', async ({
  page,
  startProduct,
}) => {
  const [model, trap] = [await startModelServer(), await openTrap()];
  const url = await start(startProduct, model);
  const watching = await watch(page, url);
  await signIn(page, url);
  const exchanges = answersOf(trap.host);
  for (const [nth, { deltas, question }] of exchanges.entries()) {
    model.next(answering({ deltas }));
    await ask(page, question, nth);
  }
  const sent = PAYLOADS.flatMap(({ payloads }) => payloads);
  expect(new Set(sent).size).toBeGreaterThanOrEqual(150);
  expect(await watching.take()).toEqual(NOTHING_BUT_WORK);
  await expectHarmlessLinks(page);
  const paragraphs = await page.getByRole('log').locator('pd-markdown p').allTextContents();
  expect(paragraphs).toEqual(expect.arrayContaining(exchanges.flatMap(({ ends }) => ends)));

  await page.reload();
  await expect(answers(page)).toHaveCount(exchanges.length);
  expect(await watching.take()).toEqual(NOTHING_BUT_WORK);
  await expectHarmlessLinks(page);
  expect(trap.connections).toBe(0);
  await Promise.all([model.stop(), trap.close()]);
});

test('the title of a conversation is text', async ({ page, startProduct }) => {
  const [model, trap] = [await startModelServer(), await openTrap()];
  const url = await start(startProduct, model);
  const watching = await watch(page, url);
  const person = await signIn(page, url);
  const titles = PAYLOADS.filter(({ untypable }) => !untypable)
    .map(({ payloads }) => payloads[0]?.replaceAll('evil.example', trap.host).trim() ?? '')
    .map((title) => title.replace(/\s+/g, ' '))
    .filter((title) => title.length < 60);
  expect(titles.length).toBeGreaterThan(10);
  for (const title of titles) await person.chat({ message: title });
  await page.goto(url);
  await page.goto(`${url}/chat`);
  const rows = page.locator('.conversation-row > a');
  await expect(rows).toHaveText([...titles].reverse());
  expect(await watching.take()).toEqual(NOTHING_BUT_WORK);
  await rows.first().click();
  await expect(answers(page).first()).toContainText('Hello from the scripted model.');
  expect(await page.title()).not.toBe('');
  expect(await watching.take()).toEqual(NOTHING_BUT_WORK);
  expect(trap.connections).toBe(0);
  await Promise.all([model.stop(), trap.close()]);
});

test('the watch sees what it watches for', async ({ page, startProduct }) => {
  const [model, trap] = [await startModelServer(), await openTrap()];
  const url = await start(startProduct, model);
  const watching = await watch(page, url);
  await signIn(page, url);
  await ask(page, 'Hello', 0);
  expect(await watching.take()).toEqual(NOTHING_BUT_WORK);
  await fetch(`http://${trap.host}`).catch(() => undefined);
  const isPlanted = (message: ConsoleMessage) => message.text().includes('planted');
  const thrown = page.waitForEvent('console', isPlanted);
  await page.evaluate((host) => {
    const place = document.querySelector('pd-markdown');
    const image = document.createElement('img');
    image.setAttribute('usemap', '#map');
    image.src = `https://${host}/pixel.png`;
    const link = document.createElement('a');
    link.setAttribute('href', 'javascript:alert(1)');
    const formula = document.createElementNS('http://www.w3.org/1998/Math/MathML', 'mi');
    formula.setAttribute('href', 'https://a.example');
    formula.setAttribute('style', 'position:fixed');
    place?.append(image, link, formula);
    const until = performance.now() + 1_100;
    while (performance.now() < until);
    setTimeout(() => {
      throw new Error('planted');
    });
    window.open(`https://${host}/`, '_blank', 'noopener');
    alert('planted');
  }, trap.host);
  await thrown;
  await expect.poll(() => trap.connections).toBeGreaterThan(0);
  const seen = await watching.take();
  expect(seen.dialogs).toEqual(['planted']);
  expect(seen.errors.join()).toContain('planted');
  expect(seen.elements).toEqual(['img usemap src', 'a href', 'mi mi href style']);
  expect(seen.violations.join()).toContain(`img-src https://${trap.host}/pixel.png`);
  expect(seen.longTasks).toHaveLength(1);
  expect(seen.elsewhere.length).toBeGreaterThan(0);
  await Promise.all([model.stop(), trap.close()]);
});

test('what looks like the end of the stream is only text', async ({ page, startProduct }) => {
  const model = await startModelServer({ script: MODEL_SCRIPTS.sseInjection });
  const product = await startProduct(asking(model));
  await signIn(page, product.url);
  await send(page, 'inject');
  await expect(answers(page).first()).toContainText('data: [DONE]');
  await expect(answers(page).first()).toContainText(/z\s*Copy/);
  await model.stop();
});
