// The benchmark of the streams, in its small version: it runs, and loses nothing.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../paths.mjs';

const bench = join(root, 'tools/bench/streams.mjs');

it('measures the product beside a pipe and a relay, and finds every delta once', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [bench, '--quick']);
  const tables = stdout.split('\n\n').filter((table) => table.startsWith('|'));
  expect(tables.map((table) => table.split(',')[0])).toEqual(['| burst', '| paced']);
  for (const table of tables) {
    const names = table.split('\n').slice(2, 5);
    expect(names.map((row) => row.split(' |')[0])).toEqual([
      '| pipe',
      '| relay',
      '| Prome-Dify (sqlite)',
    ]);
  }
  const [, , ...rows] = tables[0]?.split('\n') ?? [];
  for (const row of rows) expect(Number.parseFloat(row.split('|')[2])).toBeGreaterThan(0);
});
