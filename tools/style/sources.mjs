// The files that git tracks or would track, and what the style tests read of them.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../paths.mjs';

/** Paths of all files of the project, relative to its root. */
export const allFiles = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\n')
  .filter(Boolean);

const isSpec = (path) => /\.spec\.ts$|\.fixture\.ts$|spec-support\/|^apps\/web-e2e\//.test(path);

/** TypeScript that runs in the product, and TypeScript that tests it. */
export const sources = allFiles.filter((path) => /\.ts$/.test(path) && !isSpec(path)).map(read);
export const specs = allFiles.filter((path) => /\.ts$/.test(path) && isSpec(path)).map(read);

function read(path) {
  const text = readFileSync(join(root, path), 'utf8');
  return {
    path,
    text,
    lines: text.split('\n').length - 1,
    tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true),
  };
}

/** Every function of a file with its length in lines. */
export function functions({ path, tree }) {
  const found = [];
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body) {
      const { line: first } = tree.getLineAndCharacterOfPosition(node.getStart());
      const { line: last } = tree.getLineAndCharacterOfPosition(node.getEnd());
      found.push({ where: `${path}:${first + 1}`, lines: last - first + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Constructors with the number of their parameters. */
export function constructors({ path, tree }) {
  const found = [];
  const visit = (node) => {
    if (ts.isConstructorDeclaration(node)) {
      found.push({ path, parameters: node.parameters.length });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Relative imports of a file that are there at run time, as paths of the project. */
export function importsOf({ path, tree }, known) {
  return tree.statements
    .filter((node) => ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    .filter((node) => !node.importClause?.isTypeOnly && !node.isTypeOnly)
    .map((node) => node.moduleSpecifier?.text)
    .filter((text) => text?.startsWith('.'))
    .map((text) => join(path, '..', text))
    .map((base) => [`${base}.ts`, `${base}/index.ts`].find((file) => known.has(file)))
    .filter(Boolean);
}

/** The value below which `share` of the numbers lie. */
export function quantile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
