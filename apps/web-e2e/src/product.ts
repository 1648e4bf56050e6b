import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { test as base, expect } from '@playwright/test';
import type { ModelServer } from '@prome-dify/testing';
import { ApiClient, ServerProcess, sqlite } from '@prome-dify/testing';

/** A running product: the built server with its client, on a database of its own. */
export interface Product {
  readonly url: string;
  readonly server: ServerProcess;
}

/** Starts products for one test. */
export type StartProduct = (env?: Readonly<Record<string, string>>) => Promise<Product>;

interface WorkerFixtures {
  /** Shared by the tests of a worker: the demo model, the Stripe emulator. */
  readonly product: Product;
}

interface TestFixtures {
  /** For tests that need other settings, or that stop the server. */
  readonly startProduct: StartProduct;
}

/** Starts a product with these settings; `close` ends it and removes its database. */
export async function openProduct(env: Readonly<Record<string, string>>) {
  const database = await sqlite.createDatabase();
  const server = await ServerProcess.start({ databaseUrl: database.url, env });
  const close = async () => {
    await server.stop('SIGKILL');
    await database.remove();
  };
  return { product: { url: server.url, server }, close };
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  product: [
    async ({}, use) => {
      const { product, close } = await openProduct({});
      await use(product);
      await close();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ product }, use) => use(product.url),
  startProduct: async ({}, use) => {
    const closes: (() => Promise<void>)[] = [];
    await use(async (env = {}) => {
      const { product, close } = await openProduct(env);
      closes.push(close);
      return product;
    });
    for (const close of closes) await close();
  },
});

export { expect };

/** Settings with which the product asks this model, and no other. */
export const asking = (model: ModelServer) => ({
  OPENAI_BASE_URL: model.url,
  OPENAI_API_KEY: 'key',
  OPENAI_MODELS: 'scripted',
});

/** A page of somebody who is signed in, as a new account. */
export async function signIn(page: Page, url: string): Promise<ApiClient> {
  const person = await ApiClient.register(url);
  await page.goto(`${url}/login`);
  await page.getByLabel('Email').fill(person.email ?? '');
  await page.getByLabel('Password', { exact: true }).fill('password123');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  return person;
}

/** Sends a message. */
export async function send(page: Page, message: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(message);
  await page.getByRole('button', { name: 'Send' }).click();
}

/** The answers of the conversation, as text. */
export const answers = (page: Page) => page.getByRole('log').locator('pd-answer-turn');

/** The number in the navigation bar. */
export async function shownBalance(page: Page): Promise<number> {
  const text = await page.getByTestId('balance').textContent();
  return Number(/\d+/.exec(text?.replace(/[,\s]/g, '') ?? '')?.[0]);
}

/** Waits until nothing fades or moves any more: colours in between are nobody's to judge. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => {
      const endless = effect?.getComputedTiming().iterations === Infinity;
      return endless || playState !== 'running';
    }),
  );
}

/** Nothing may stick out at the side, however narrow the window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const sticksOut = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(sticksOut).toBe(0);
}

/**
 * Checks the page against the rules of WCAG 2.2 A and AA that a machine can check. A fault
 * is one that stays: a colour may have begun to change while it was looked at.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await expect(async () => expect(await faults(page)).toEqual([])).toPass({ timeout: 10_000 });
}

async function faults(page: Page) {
  await settled(page);
  // The other mode opens a page more for each look, for frames of others, which there are none of.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })),
  );
}
