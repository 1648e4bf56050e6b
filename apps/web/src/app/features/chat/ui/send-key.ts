/** What decides about a key in the composer; the shape of a `KeyboardEvent`. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  readonly repeat: boolean;
  /** 229 while an input method is at work, also where `isComposing` is wrong about it. */
  readonly keyCode: number;
}

/**
 * Whether a key sends: Enter alone, where there is a real keyboard. On touch screens Enter is a new
 * line; while an input method composes, Enter is its own.
 */
export function sends(press: KeyPress, coarsePointer: boolean): boolean {
  if (press.key !== 'Enter' || press.shiftKey || coarsePointer) return false;
  return !press.isComposing && press.keyCode !== 229 && !press.repeat;
}
