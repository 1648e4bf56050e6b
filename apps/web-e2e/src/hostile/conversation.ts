import type { Page } from '@playwright/test';
import type { ModelServer } from '@prome-dify/testing';
import { answers, asking, expect, send, type StartProduct } from '../product';

/** A product that asks a model of ours, with tokens for whatever it says. */
export async function start(startProduct: StartProduct, model: ModelServer) {
  const { url } = await startProduct({ ...asking(model), SIGNUP_TOKENS: '100000000' });
  return url;
}

/** Sends a message, and waits until the answer to it is complete. */
export async function ask(page: Page, message: string, nth: number): Promise<void> {
  await send(page, message);
  await expect(answers(page).nth(nth)).toContainText(/tokens used/, { timeout: 30_000 });
}
