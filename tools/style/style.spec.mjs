// Style as a test: sizes that may only shrink, and habits that hold everywhere.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import {
  allFiles,
  constructors,
  functions,
  importsOf,
  quantile,
  sources,
  specs,
} from './sources.mjs';

const TEXT = /\.(ts|mjs|js|json|md|yml|yaml|html|css|scss|sh|txt|sql)$|Dockerfile|^\.|\/\.[a-z]+$/;

describe('sizes', () => {
  const fileLines = sources.map(({ lines }) => lines);
  const all = sources.flatMap(functions);

  it('keeps files small: median 45, 95 % up to 150, none over 300 lines', () => {
    expect(quantile(fileLines, 0.5)).toBeLessThanOrEqual(45);
    expect(quantile(fileLines, 0.95)).toBeLessThanOrEqual(150);
    expect(sources.filter(({ lines }) => lines > 300).map(({ path }) => path)).toEqual([]);
  });

  it('keeps functions small: 95 % up to 25 lines, none over 70', () => {
    const lengths = all.map(({ lines }) => lines);
    expect(quantile(lengths, 0.95)).toBeLessThanOrEqual(25);
    expect(all.filter(({ lines }) => lines > 70)).toEqual([]);
  });

  it('injects at most five dependencies into a class', () => {
    const wide = sources.flatMap(constructors).filter(({ parameters }) => parameters > 5);
    expect(wide).toEqual([]);
  });
});

describe('habits', () => {
  it('has no import cycles', () => {
    expect(cycles()).toEqual([]);
  });

  it('never silences the compiler or a lint rule', () => {
    const silencers = /@ts-(ignore|expect-error|nocheck)|eslint-disable/;
    const found = [...sources, ...specs].filter(({ text }) => silencers.test(text));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  it('skips and narrows no test', () => {
    const narrowed = /\b(it|test|describe)\.(skip|only)\b|\bx(it|describe)\(/;
    expect(specs.filter(({ text }) => narrowed.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('names no file after what it is not', () => {
    const vague = /(^|\/)(utils?|helpers?|common|misc)(\.|\/)/;
    expect(allFiles.filter((path) => vague.test(path))).toEqual([]);
  });

  it('holds no address of a package registry and no path of a home', () => {
    const forbidden =
      /registry\.npm(js)?\.|registry\.yarnpkg|"resolved": "http|\/home\/\w+\/|\/root\//;
    const found = allFiles
      .filter((path) => TEXT.test(path) && !path.startsWith('tools/style/'))
      .filter((path) => forbidden.test(readFileSync(join(root, path), 'utf8')));
    expect(found).toEqual([]);
  });
});

function cycles() {
  const known = new Set(sources.map(({ path }) => path));
  const graph = new Map(sources.map((file) => [file.path, importsOf(file, known)]));
  const state = new Map();
  const found = [];
  const visit = (path, trail) => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    state.set(path, 'open');
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of known) visit(path, []);
  return found;
}
