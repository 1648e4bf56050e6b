// What documents point to is there.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../paths.mjs';
import { allFiles } from './sources.mjs';

const documents = allFiles.filter((path) => path.endsWith('.md'));
const textOf = (path) => readFileSync(join(root, path), 'utf8').replace(/^```[^]*?^```/gm, '');

/** Files that a document names by their path, like `tools/test.mjs`. */
const NAMED = /`((?:apps|libs|tools|docs)\/[\w./-]+\.(?:ts|mjs|md|html|json|css))`/g;

it.each(documents)('%s links to files that exist', (path) => {
  const links = [...textOf(path).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)];
  const dead = links.map(([, to]) => to).filter((to) => !existsSync(join(root, dirname(path), to)));
  expect(dead).toEqual([]);
});

it.each(documents)('%s names files that exist', (path) => {
  const named = [...textOf(path).matchAll(NAMED)].map(([, file]) => file);
  expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

it('README.md leads to the pages on security', () => {
  const readme = textOf('README.md');
  expect(readme).toContain('](SECURITY.md)');
  expect(readme).toContain('](docs/threat-model.md)');
  expect([...textOf('docs/threat-model.md').matchAll(NAMED)].length).toBeGreaterThan(20);
});
