import { DOCUMENT, DestroyRef, inject, signal, type Signal } from '@angular/core';

/** The edges of a screen that a browser's bars come and go at are less than that; a keyboard is more. */
const KEYBOARD_MIN_PX = 120;

/**
 * The height in CSS pixels that a keyboard on the screen leaves, `null` while there is none. Some
 * browsers (Safari on iOS) lay it over the page, move the page under it, and tell `visualViewport`
 * only; where the page itself becomes lower, this stays `null`. To be called in an injection context.
 */
export function heightAboveKeyboard(): Signal<number | null> {
  const window = inject(DOCUMENT).defaultView;
  const viewport = window?.visualViewport;
  const height = signal<number | null>(null);
  if (!window || !viewport) return height.asReadonly();
  const update = (): void => {
    // Who zooms in sees a part of the page, and wants the page to stay as it is.
    const covered = viewport.scale === 1 ? window.innerHeight - viewport.height : 0;
    const next = covered >= KEYBOARD_MIN_PX ? viewport.height : null;
    height.set(next);
    // The page was moved to bring the field into view; at its new height all of it is in view.
    if (next !== null && viewport.offsetTop > 0) window.scrollTo(0, 0);
  };
  viewport.addEventListener('resize', update);
  viewport.addEventListener('scroll', update);
  inject(DestroyRef).onDestroy(() => {
    viewport.removeEventListener('resize', update);
    viewport.removeEventListener('scroll', update);
  });
  return height.asReadonly();
}
