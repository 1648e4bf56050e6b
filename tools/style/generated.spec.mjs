// What is generated is committed, and generating it again changes nothing.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';

const generate = (command) =>
  execFileSync(process.execPath, [join(root, 'dist/apps/api/cli.js'), command], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
    maxBuffer: 10_000_000,
  });

it('docs/openapi.json is what the server says of itself (npm run -s openapi > docs/openapi.json)', () => {
  expect(readFileSync(join(root, 'docs/openapi.json'), 'utf8')).toBe(generate('openapi'));
});

it('.env.example lists the variables of the server (npm run -s env:example > .env.example)', () => {
  expect(readFileSync(join(root, '.env.example'), 'utf8')).toBe(generate('env:example'));
});
