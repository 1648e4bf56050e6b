import type { CDPSession, Page } from '@playwright/test';

/** What the main thread of a page did in a stretch of time. */
export interface Stretch {
  /** Time in tasks, ms. */
  readonly busyMs: number;
  readonly lastedMs: number;
  readonly longestTaskMs: number;
  readonly framesPerSecond: number;
}

interface Seen {
  readonly longTasks: { readonly start: number; readonly ms: number }[];
  frames: number;
}

declare global {
  interface Window {
    seenTasks: Seen;
  }
}

/** Runs in the page before its scripts. The browser tells of tasks that are longer than 50 ms. */
function watchTasks(): void {
  const seen: Seen = { longTasks: [], frames: 0 };
  window.seenTasks = seen;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      seen.longTasks.push({ start: startTime, ms: duration });
    }
  }).observe({ type: 'longtask', buffered: true });
}

/** Measures the main thread of one page. Has to be there before the page is opened. */
export class MainThread {
  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  static async of(page: Page): Promise<MainThread> {
    const session = await page.context().newCDPSession(page);
    // Processor time: what else the machine does is not the page's doing.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.addInitScript(watchTasks);
    return new MainThread(page, session);
  }

  /** Lets the processor seem so many times slower. */
  async slowDown(rate: number): Promise<void> {
    await this.session.send('Emulation.setCPUThrottlingRate', { rate });
  }

  /** Counting makes frames of its own, so it is left out where the work of the page is summed up. */
  async countFrames(): Promise<void> {
    await this.page.evaluate(() => {
      const count = () => {
        window.seenTasks.frames += 1;
        requestAnimationFrame(count);
      };
      requestAnimationFrame(count);
    });
  }

  async during(work: () => Promise<unknown>): Promise<Stretch> {
    const before = await this.now();
    await work();
    const after = await this.now();
    const lastedMs = after.at - before.at;
    const longest = await this.page.evaluate(
      (from) => window.seenTasks.longTasks.filter(({ start }) => start >= from).map(({ ms }) => ms),
      before.at,
    );
    return {
      busyMs: after.busyMs - before.busyMs,
      lastedMs,
      longestTaskMs: Math.max(0, ...longest),
      framesPerSecond: ((after.frames - before.frames) / lastedMs) * 1_000,
    };
  }

  private async now() {
    const { metrics } = await this.session.send('Performance.getMetrics');
    const busy = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
    const { at, frames } = await this.page.evaluate(() => ({
      at: performance.now(),
      frames: window.seenTasks.frames,
    }));
    return { busyMs: busy * 1_000, at, frames };
  }
}
