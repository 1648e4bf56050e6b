import { lorem } from '../lorem';
import type { Random } from '../seeded-random';

/** An answer before it is sent. */
export interface DemoReply {
  readonly text: string;
  /** Words a second. */
  readonly wordsPerSecond: number;
}

/** Some forty small pieces a second: quick to read, and still seen to flow. */
export const USUAL_PACE = 40;
const SLOW_PACE = 8;
const SLOW_WORDS = 320;
const LOREM_WORDS = 200;
const LOREM_WORDS_MAX = 5_000;

const SLOW_INTRODUCTION =
  `This answer takes its time: about ${SLOW_PACE} words a second, ${SLOW_WORDS} words. ` +
  'Press **Stop** whenever you like and look at what you were charged, or reload the page and ' +
  'see it go on.\n\n';

function wordsOf(argument: string | undefined): number {
  return Math.min(Math.max(1, Number(argument ?? LOREM_WORDS)), LOREM_WORDS_MAX);
}

/** The answer to a message that is a command; undefined when it is none. */
export function runCommand(message: string, random: Random): DemoReply | undefined {
  const text = message.trim().toLowerCase();
  const long = /^\/lorem(?:\s+(\d{1,6}))?$/.exec(text);
  if (long) return { text: lorem(wordsOf(long[1]), random), wordsPerSecond: USUAL_PACE };
  if (text !== '/slow') return undefined;
  return { text: SLOW_INTRODUCTION + lorem(SLOW_WORDS, random), wordsPerSecond: SLOW_PACE };
}
