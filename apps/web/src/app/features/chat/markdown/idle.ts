const IDLE_MS = 200;

/** Resolves when the page has nothing better to do, and soon in any case. */
export function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'undefined') setTimeout(resolve);
    else requestIdleCallback(resolve, { timeout: IDLE_MS });
  });
}

/** Resolves when nothing in `element` is selected: to draw it anew would lose the selection. */
export async function unselected(element: Element, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && isSelected(element)) {
    await new Promise((resolve) => {
      document.addEventListener('selectionchange', resolve, { once: true });
      signal.addEventListener('abort', resolve, { once: true });
    });
  }
}

function isSelected(element: Element): boolean {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed) return false;
  return selection.getRangeAt(0).intersectsNode(element);
}
