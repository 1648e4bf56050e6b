import type { Page } from '@playwright/test';

declare global {
  interface Window {
    shifts: { value: number; what: string[] }[];
  }
}

/** Lets the pages that are opened from now on note what moves in them without anybody's doing. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.shifts = [];
    const note = (list: PerformanceObserverEntryList) => {
      for (const entry of list.getEntries() as LayoutShift[]) {
        const what = entry.sources.map(({ node }) => node?.nodeName ?? '');
        if (!entry.hadRecentInput) window.shifts.push({ value: entry.value, what });
      }
    };
    new PerformanceObserver(note).observe({ type: 'layout-shift', buffered: true });
  });
}

/** Begins to count anew: what somebody did has moved what it was to move. */
export async function forgetShifts(page: Page): Promise<void> {
  await shiftsOf(page);
  await page.evaluate(() => (window.shifts = []));
}

/** Not in the types of the platform yet. */
interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly { readonly node: Node | null }[];
}

/** How much of the page has moved by itself since it was opened, and what. */
export async function shiftsOf(page: Page): Promise<number> {
  // The browser tells of a frame after it: two more, and all that was is told.
  const shifts = await page.evaluate(
    () =>
      new Promise<Window['shifts']>((resolve) => {
        requestAnimationFrame(() =>
          requestAnimationFrame(() => setTimeout(() => resolve(window.shifts))),
        );
      }),
  );
  return shifts.reduce((sum, { value }) => sum + value, 0);
}
