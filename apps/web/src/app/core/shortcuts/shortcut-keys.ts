/** What decides about a key; the shape of a `KeyboardEvent`. */
export interface KeyPress {
  readonly key: string;
  readonly metaKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** What a key does on every page. */
export type Shortcut = 'palette' | 'newChat' | 'help';

/** The shortcut of a key, with Cmd or Ctrl held; none for any other. */
export function shortcutOf(press: KeyPress): Shortcut | null {
  const { metaKey, ctrlKey, altKey, shiftKey } = press;
  if (!(metaKey || ctrlKey) || altKey) return null;
  const key = press.key.toLowerCase();
  if (key === 'k' && !shiftKey) return 'palette';
  if (key === 'o' && shiftKey) return 'newChat';
  // The slash needs Shift itself on many keyboards, and is another sign with it on others.
  return key === '/' || key === '?' ? 'help' : null;
}
