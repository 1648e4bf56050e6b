// The benchmark of the ledger, in its small version: it runs, and audits what it wrote.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../paths.mjs';

const bench = join(root, 'tools/bench/ledger.mjs');

it('measures the ledger beside the bare driver, and audits of books that grow', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [bench, '--quick']);
  const lines = stdout.split('\n');
  const turns = lines.filter(
    (line) => line.startsWith('| SQLite') && line.includes('better-sqlite3'),
  );
  expect(turns).toHaveLength(3);
  for (const line of turns) {
    const [, , ours = '', , theirs = '', share = ''] = line.split('|').map((cell) => cell.trim());
    expect([ours, theirs, share].map((cell) => Number.parseFloat(cell) > 0)).toEqual([
      true,
      true,
      true,
    ]);
  }
  expect(stdout).toMatch(/^\| SQLite, 30 transfers \| [\d.]+ \| /m);
  expect(stdout).toMatch(/^\| SQLite, 60 transfers \| [\d.]+ \| /m);
});
