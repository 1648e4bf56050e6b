import type { Page } from '@playwright/test';
import { watchDocument, type Watched } from './watch-document';

/** What a page did that no text may make it do; each list is empty when all is well. */
export interface Sightings extends Watched {
  /** Addresses of other origins that were asked for. */
  readonly elsewhere: readonly string[];
  readonly dialogs: readonly string[];
  readonly errors: readonly string[];
}

/** A page under watch, from its next navigation on. */
export interface Watch {
  /** What was seen since the last time somebody asked. */
  take(): Promise<Sightings>;
}

/** Watches what a page asks for, says and holds, at every moment and not only at the end. */
export async function watch(page: Page, origin: string): Promise<Watch> {
  const elsewhere: string[] = [];
  const dialogs: string[] = [];
  const errors: string[] = [];
  page.context().on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) elsewhere.push(request.url());
  });
  page.context().on('page', (opened) => elsewhere.push(`window: ${opened.url()}`));
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => errors.push(error.message));
  // The client takes what nobody catches, and writes it there.
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.addInitScript(watchDocument);
  return {
    async take() {
      const { elements, violations, longTasks } = await page.evaluate(() => window.watched.take());
      return {
        elsewhere: elsewhere.splice(0),
        dialogs: dialogs.splice(0),
        errors: errors.splice(0),
        elements,
        violations,
        longTasks,
      };
    },
  };
}

/** What a page under watch has done when nothing has happened. */
export const NOTHING: Sightings = {
  elsewhere: [],
  dialogs: [],
  errors: [],
  elements: [],
  violations: [],
  longTasks: [],
};
