/** How long a picture stays on a screen, in milliseconds. */
export const FRAME_MS = 16;

const waiting = new Set<() => void>();

/** Calls each of these functions once when the present frame is over: one timer for all of them. */
export function atNextFrame(action: () => void): void {
  if (waiting.size === 0) setTimeout(endFrame, FRAME_MS);
  waiting.add(action);
}

function endFrame(): void {
  const actions = [...waiting];
  waiting.clear();
  for (const action of actions) action();
}
