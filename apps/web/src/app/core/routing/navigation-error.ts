import type { NavigationError } from '@angular/router';

/** A page that fails so soon after it was loaded would fail again. */
const YOUNG_MS = 10_000;

/**
 * A page's code could not be fetched. After a deployment the old file is gone: then loading the whole
 * application at that address helps. Without a network nothing does, and the page stays.
 */
export function recoverFromNavigationError(error: NavigationError): void {
  if (navigator.onLine && performance.now() > YOUNG_MS) location.assign(error.url);
}
