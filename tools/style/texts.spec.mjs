// Every text of the client is there in every language, and means the same places.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { texts, tooEarly, untagged } from './texts.mjs';

const source = readFileSync(join(root, 'apps/web/src/locale/de.json'), 'utf8');
const { translations } = JSON.parse(source);
const english = new Map(texts.map(({ id, text }) => [id, text]));

describe('English', () => {
  it('has an id for each text', () => {
    expect(texts.filter(({ id }) => !id)).toEqual([]);
  });

  it('means the same text by the same id', () => {
    const other = texts.filter(({ id, text }) => shape(english.get(id)) !== shape(text));
    expect(other).toEqual([]);
  });

  it('is read when it is shown, and not while code is loaded', () => {
    expect(tooEarly).toEqual([]);
  });

  it('is nowhere written past the dictionary', () => {
    expect(untagged).toEqual([]);
  });
});

describe('German', () => {
  it('has each text', () => {
    expect([...english.keys()].filter((id) => !Object.hasOwn(translations, id))).toEqual([]);
  });

  it('has no text that nobody asks for', () => {
    expect(Object.keys(translations).filter((id) => !english.has(id))).toEqual([]);
  });

  it('puts the same into each text', () => {
    const other = [...english].filter(
      ([id, text]) => String(holes(text)) !== String(holes(translations[id] ?? text)),
    );
    expect(other.map(([id, text]) => [id, text, translations[id]])).toEqual([]);
  });

  it('has each id once, in the order of the alphabet', () => {
    const ids = [...source.matchAll(/^ {4}"([\w.-]+)":/gm)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)].toSorted());
    expect(ids.length).toBe(Object.keys(translations).length);
  });
});

/** A text with its white space as a page shows it. */
function shape(text) {
  return text?.replace(/\s+/g, ' ').trim();
}

/** What is put into a text: values, elements, and the cases of a plural. */
function holes(text) {
  return (text.match(/\{\$?[A-Z]\w*|\{\$\w+|(=\d+|one|other) \{/g) ?? [])
    .map((hole) => hole.replace('$', ''))
    .toSorted();
}
