import type { SnippetPart } from '@prome-dify/contracts';

const BEFORE = 40;
const LENGTH = 160;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** The place of a text where one of these words first begins, cut out, with all of them marked. */
export function snippetOf(text: string, words: readonly string[]): readonly SnippetPart[] {
  const folded = words.map(fold);
  const isHit = (word: string) => folded.some((each) => fold(word).startsWith(each));
  const from = startOf(text, isHit);
  const piece = text.slice(from, from + LENGTH).toWellFormed();
  const parts: SnippetPart[] = [];
  const add = (part: string, marked: boolean) => {
    if (part !== '') parts.push({ text: part, marked });
  };
  let end = 0;
  for (const { 0: word, index } of piece.matchAll(WORD)) {
    if (!isHit(word)) continue;
    add(piece.slice(end, index), false);
    add(word, true);
    end = index + word.length;
  }
  add(piece.slice(end), false);
  if (from > 0) parts.unshift({ text: '…', marked: false });
  if (from + LENGTH < text.length) parts.push({ text: '…', marked: false });
  return parts;
}

/** A little before the first hit, at the beginning of a word. */
function startOf(text: string, isHit: (word: string) => boolean): number {
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!isHit(word)) continue;
    const near = Math.max(0, index - BEFORE);
    const space = text.slice(near, index).search(/\s/);
    return near === 0 ? 0 : space === -1 ? index : near + space + 1;
  }
  return 0;
}

/** As the index compares words: without case and, for the eye, without accents. */
function fold(word: string): string {
  return word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
