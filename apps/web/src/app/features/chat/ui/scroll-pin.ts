/** Whether the reader is at the end of a log, and where they were when we last looked. */
export interface Pin {
  readonly pinned: boolean;
  readonly top: number;
}

export interface ScrollPosition {
  readonly scrollTop: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
}

export const INITIAL_PIN: Pin = { pinned: true, top: 0 };

/** So close to the end counts as the end, in pixels. */
const NEAR_PX = 80;

/**
 * The pin after a scroll event, whoever caused it: we only ever scroll down, so a move up is the
 * reader's and lets go at once; arriving near the end takes hold again.
 */
export function pinAfterScroll(pin: Pin, position: ScrollPosition): Pin {
  const top = position.scrollTop;
  const below = position.scrollHeight - position.clientHeight - top;
  if (below <= 1) return { pinned: true, top };
  if (top < pin.top - 1) return { pinned: false, top };
  const arrived = top > pin.top + 1 && below <= NEAR_PX;
  return { pinned: pin.pinned || arrived, top };
}
