/** Longest stretch without a word boundary that is counted in one go, in UTF-16 code units. */
const RUN_MAX = 64;
const LONG_RUN = /\S{65,}|\s{65,}/g;

/** Whether position `at` of `text` lies between the two halves of one character. */
function splitsCharacter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at - 1);
  return at < text.length && unit >= 0xd800 && unit <= 0xdbff;
}

function* cut(run: string): Generator<string> {
  for (let from = 0; from < run.length;) {
    const wanted = Math.min(from + RUN_MAX, run.length);
    const to = splitsCharacter(run, wanted) ? wanted - 1 : wanted;
    yield run.slice(from, to);
    from = to;
  }
}

/**
 * The pieces of `text`, in order, without a stretch longer than RUN_MAX that has no word boundary.
 * Byte pair merging is quadratic in such a stretch: 32,000 times one letter would take a second.
 */
export function* cutRuns(text: string): Generator<string> {
  let done = 0;
  for (const match of text.matchAll(LONG_RUN)) {
    if (match.index > done) yield text.slice(done, match.index);
    yield* cut(match[0]);
    done = match.index + match[0].length;
  }
  if (done < text.length) yield text.slice(done);
}
