import { DOCUMENT, Service, computed, inject, isDevMode, signal } from '@angular/core';
import { Occupation } from './occupation';
import { workerAddress } from './worker-address';

/**
 * Keeps the application in this browser, so that it opens without a network, and knows when there is
 * a newer version of it. That one is never loaded by itself: somebody has to want it.
 */
@Service()
export class Updates {
  private readonly document = inject(DOCUMENT);
  private readonly occupation = inject(Occupation);
  private readonly newer = signal(false);
  private readonly dismissed = signal(false);
  private registration: ServiceWorkerRegistration | null = null;

  /** Whether a newer version may be offered now. */
  readonly offered = computed(
    () => this.newer() && !this.dismissed() && !this.occupation.occupied(),
  );

  /** Does nothing in development, and where there are no workers: in old browsers, without https. */
  start(mode = isDevMode() ? 'development' : 'production'): void {
    if (mode === 'development' || !('serviceWorker' in navigator)) return;
    // What the page itself needs is loaded first.
    if (this.document.readyState === 'complete') void this.register();
    else window.addEventListener('load', () => void this.register(), { once: true });
  }

  /** Goes over to the newer version, by loading the page anew. */
  reload(): void {
    const waiting = this.registration?.waiting;
    if (!waiting) {
      this.document.location.reload();
      return;
    }
    const { serviceWorker } = navigator;
    const loadAnew = () => this.document.location.reload();
    serviceWorker.addEventListener('controllerchange', loadAnew, { once: true });
    waiting.postMessage('activate');
  }

  /** Not now; the newer version comes when the application is opened the next time. */
  dismiss(): void {
    this.dismissed.set(true);
  }

  private async register(): Promise<void> {
    const { serviceWorker } = navigator;
    const isFirst = serviceWorker.controller === null;
    try {
      this.registration = await serviceWorker.register(workerAddress());
      this.watch(this.registration, isFirst);
    } catch {
      // A browser may refuse workers; the application is only not kept then.
    }
  }

  private watch(registration: ServiceWorkerRegistration, isFirst: boolean): void {
    const { serviceWorker } = navigator;
    this.newer.set(registration.waiting !== null && !isFirst);
    registration.addEventListener('updatefound', () => this.follow(registration.installing));
    // Another tab went over to it.
    let isTaken = !isFirst;
    serviceWorker.addEventListener('controllerchange', () => {
      if (isTaken) this.newer.set(true);
      isTaken = true;
    });
    // A page that stays open for days asks when somebody comes back to it.
    this.document.addEventListener('visibilitychange', () => {
      if (!this.document.hidden) registration.update().catch(() => undefined);
    });
  }

  private follow(worker: ServiceWorker | null): void {
    worker?.addEventListener('statechange', () => {
      const isNewer = worker.state === 'installed' && navigator.serviceWorker.controller !== null;
      if (isNewer) this.newer.set(true);
    });
  }
}
