import { LIMITS } from '@prome-dify/contracts';
import { ProblemError } from './problem';

/**
 * Refuses JSON text nested deeper than {@link LIMITS.bodyDepthMax} before it is parsed: deep
 * values overflow the stack of what validates them. Brackets inside strings do not count.
 * @throws ProblemError `too_deep`
 */
export function assertShallow(json: string): void {
  let depth = 0;
  for (let index = 0; index < json.length; index += 1) {
    const char = json.charCodeAt(index);
    if (char === QUOTE) {
      index = endOfString(json, index);
    } else if (char === OPEN_BRACE || char === OPEN_BRACKET) {
      depth += 1;
      if (depth > LIMITS.bodyDepthMax) throw new ProblemError('too_deep');
    } else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) {
      depth -= 1;
    }
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

function endOfString(json: string, start: number): number {
  let index = start + 1;
  while (index < json.length && json.charCodeAt(index) !== QUOTE) {
    index += json.charCodeAt(index) === BACKSLASH ? 2 : 1;
  }
  return index;
}
