/** The words of a text, each with the space after it: joined they are the text again. */
export function toPieces(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}

/**
 * As many pieces from the beginning as have no more than `tokensMax` tokens, by `count`, which
 * must not fall when text is added.
 */
export function fitPieces(
  pieces: readonly string[],
  tokensMax: number,
  count: (text: string) => number,
): readonly string[] {
  const fits = (length: number): boolean => count(pieces.slice(0, length).join('')) <= tokensMax;
  if (fits(pieces.length)) return pieces;
  let [fitting, tooMany] = [0, pieces.length];
  while (tooMany - fitting > 1) {
    const middle = (fitting + tooMany) >> 1;
    if (fits(middle)) fitting = middle;
    else tooMany = middle;
  }
  return pieces.slice(0, fitting);
}
