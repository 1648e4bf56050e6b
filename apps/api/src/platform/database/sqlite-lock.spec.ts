import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from './open-database';
import { sql } from './sql';
import { DatabaseInUseError, lockSqliteFile } from './sqlite-lock';

const BETTER_SQLITE = createRequire(import.meta.url).resolve('better-sqlite3');

/** Another process that takes the lock of `path` as a server would, and keeps it. */
async function otherServer(path: string) {
  const program = `
    const lock = new (require(${JSON.stringify(BETTER_SQLITE)}))(process.argv[1] + '.lock');
    lock.exec('BEGIN EXCLUSIVE');
    console.log('locked');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['-e', program, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return async () => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
}

describe('the lock of a SQLite database', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'prome-dify-lock-'));
    path = join(folder, 'some.db');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('refuses a second server at once, in words that say what to do', async () => {
    const kill = await otherServer(path);
    const begun = performance.now();
    await expect(openDatabase(`file:${path}`)).rejects.toThrow(DatabaseInUseError);
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(() => lockSqliteFile(path)).toThrow(/another server is using .*some\.db.*PostgreSQL/);
    await kill();
  });

  it('is free again the moment its owner was killed with -9', async () => {
    const kill = await otherServer(path);
    await kill();
    lockSqliteFile(path)();
  });

  it('keeps a second one out within the process, until the first is closed', async () => {
    const first = await openDatabase(`file:${path}`);
    await expect(openDatabase(`file:${path}`)).rejects.toThrow(DatabaseInUseError);
    await first.close();
    const second = await openDatabase(`file:${path}`);
    await second.close();
  });

  it('is still held after a refused attempt beside it', async () => {
    const release = lockSqliteFile(path);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(() => lockSqliteFile(path)).toThrow(DatabaseInUseError);
    }
    release();
    lockSqliteFile(path)();
  });

  it('is given back when the database cannot be opened', async () => {
    await writeFile(path, 'this is not a database file, and longer than a header '.repeat(9));
    await expect(openDatabase(`file:${path}`)).rejects.toThrow(/not a database/);
    await rm(path);
    const database = await openDatabase(`file:${path}`);
    expect(await database.read.rows(sql`SELECT id FROM account`)).toEqual([]);
    await database.close();
  });

  it('makes the folder of a new database', async () => {
    const database = await openDatabase(`file:${join(folder, 'a/b/new.db')}`);
    await database.close();
  });

  it('does not call a file in use that cannot be locked for another reason', async () => {
    await writeFile(`${path}.lock`, 'this is not a lock, and longer than a header '.repeat(9));
    expect(() => lockSqliteFile(path)).toThrow(/not a database/);
  });
});
