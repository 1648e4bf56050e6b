/** What decides about a key in the composer; the shape of a `KeyboardEvent`. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
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
  return !composes(press) && !press.repeat;
}

/** Whether a key saves what is edited: Ctrl or Cmd with Enter. */
export function saves(press: KeyPress): boolean {
  return press.key === 'Enter' && (press.ctrlKey || press.metaKey) && !composes(press);
}

/** Whether a key in an empty composer asks for the last question. */
export function recalls(press: KeyPress): boolean {
  return press.key === 'ArrowUp' && !press.shiftKey && !composes(press);
}

function composes({ isComposing, keyCode }: KeyPress): boolean {
  return isComposing || keyCode === 229;
}
