import type { Random } from './seeded-random';

const WORDS =
  'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut ' +
  'labore et dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris ' +
  'nisi aliquip ex ea commodo consequat duis aute irure in reprehenderit voluptate velit esse ' +
  'cillum fugiat nulla pariatur excepteur sint occaecat cupidatat non proident sunt culpa qui ' +
  'officia deserunt mollit anim id est laborum';
const VOCABULARY = WORDS.split(' ');

function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

function sentence(random: Random, length: number): string {
  const words = Array.from({ length }, () => VOCABULARY[between(random, 0, VOCABULARY.length - 1)]);
  const text = words.join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Text without meaning of exactly so many words, in sentences and paragraphs. */
export function lorem(words: number, random: Random): string {
  const paragraphs: string[] = [];
  let left = words;
  while (left > 0) {
    const sentences: string[] = [];
    for (let count = between(random, 4, 7); count > 0 && left > 0; count -= 1) {
      const length = Math.min(left, between(random, 5, 14));
      sentences.push(sentence(random, length));
      left -= length;
    }
    paragraphs.push(sentences.join(' '));
  }
  return paragraphs.join('\n\n');
}
