// npm run prove: its report, what it says when a promise does not hold, and what it leaves behind.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { root } from '../paths.mjs';

let folder;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prove-spec-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** Starts the command with its temporary files in `folder`, as the head of a group of processes. */
function start(args, env) {
  const command = [join(root, 'tools/prove.mjs'), ...args];
  const { DATABASE_URL: _, ...outer } = process.env;
  return spawn(process.execPath, command, {
    env: { ...outer, TMPDIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
}

/** Follows it to its end; answers its exit code, what it printed, and what it left. */
async function end(child, onText = () => undefined) {
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => onText((stdout += text)));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const [code] = await once(child, 'close');
  const left = (await readdir(folder)).filter((name) => name.startsWith('prome-dify'));
  return { code, stdout, stderr, left };
}

/** Changes what somebody was charged, behind the back of the product. */
function tamper(file) {
  const database = new BetterSqlite3(file);
  const guards = `SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'transfer'`;
  for (const { name } of database.prepare(guards).all()) database.exec(`DROP TRIGGER ${name}`);
  database.exec(
    'UPDATE transfer SET amount = amount + 1 WHERE id = (SELECT max(id) FROM transfer)',
  );
  database.close();
}

/** What runs of the group of processes that a command was the head of; not what only waits to be buried. */
function running(head) {
  const { stdout } = spawnSync('ps', ['-eo', 'pgid=,stat=,args='], { encoding: 'utf8' });
  const all = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  return all.filter(([group, state]) => group === `${head}` && !state.startsWith('Z'));
}

function prove(args, env = {}) {
  return end(start(args, env));
}

it('says of each promise that it is kept, with its figures, and leaves with 0', async () => {
  const { code, stdout, left } = await prove(['--only', 'P1,P10,P18'], { SEED: '7' });
  expect(stdout).toMatch(/^The promises, on sqlite \(seed 7\)$/m);
  expect(stdout).toMatch(/^kept {4}P1 .*\n +300 at once, tokens for 8: 8 answered, 292 refused/m);
  expect(stdout).toMatch(/^kept {4}P10 .*\n.* 0 credits/m);
  expect(stdout).toMatch(/^kept {4}P18 .*\n +5 messages sent 40 times each: 5 answers/m);
  expect(stdout).toMatch(/^3 of 3 promises kept in \d+ s \(seed 7\)$/m);
  expect({ code, left }).toEqual({ code: 0, left: [] });
}, 120_000);

it('plays each promise as often as it is told', async () => {
  const { code, stdout } = await prove(['--only', 'P10', '--times', '2']);
  expect(stdout).toMatch(/^kept {4}P10 .*\n +2 times: .* 0 credits/m);
  expect(code).toBe(0);
}, 120_000);

it('names what broke when the server does not know the secret of its webhooks', async () => {
  const wrong = ['--set', 'STRIPE_WEBHOOK_SECRET=whsec_of_another_account'];
  const { code, stdout, left } = await prove(['--only', 'P7,P18', ...wrong]);
  expect(stdout).toMatch(/^BROKEN {2}P7 .*\n.*answers to deliveries .*: \[.*400.*\], not \[200\]/m);
  expect(stdout).toMatch(/^kept {4}P18 /m);
  expect(stdout).toMatch(/^1 of 2 promises kept in \d+ s; broken: P7 \(seed \d+\)$/m);
  expect({ code, left }).toEqual({ code: 1, left: [] });
}, 120_000);

it('audits the books after each promise, and says what the audit found', async () => {
  let isTampered = false;
  const { code, stdout } = await end(start(['--only', 'P4,P18'], {}), (text) => {
    if (isTampered || !text.includes('P4')) return;
    isTampered = true;
    tamper(globSync(`${folder}/**/test.db`)[0]);
  });
  expect(stdout).toMatch(/^kept {4}P4 /m);
  expect(stdout).toMatch(/^BROKEN {2}P18 .*\n +the books do not add up: /m);
  expect(code).toBe(1);
}, 120_000);

it('tells a machine the same', async () => {
  const { code, stdout } = await prove(['--json', '--only', 'P10', '--set', 'SIGNUP_TOKENS=7']);
  expect(JSON.parse(stdout)).toEqual({
    seed: expect.any(Number),
    database: 'sqlite',
    results: [
      {
        id: 'P10',
        says: 'Nothing is credited that was not paid',
        isKept: false,
        figures: 'the balance: 7, not 5000',
        seconds: expect.any(Number),
      },
    ],
  });
  expect(code).toBe(1);
}, 120_000);

it('fails and leaves nothing when there is no server to play with', async () => {
  const { code, stderr, left } = await prove(['--only', 'P10', '--set', 'PORT=none']);
  expect(stderr).toMatch(/the server did not start[^]*PORT/);
  expect({ code, left }).toEqual({ code: 1, left: [] });
}, 60_000);

it('leaves nothing behind when it is interrupted at the keyboard', async () => {
  const child = start(['--only', 'P4,P6'], {});
  let isInterrupted = false;
  const { code, stdout, left } = await end(child, (text) => {
    if (isInterrupted || !text.includes('P4')) return;
    isInterrupted = true;
    // The terminal tells every process of the command.
    process.kill(-child.pid, 'SIGINT');
  });
  expect(stdout).toMatch(/^1 of 2 promises kept in \d+ s; interrupted/m);
  expect({ code, left }).toEqual({ code: 130, left: [] });
  expect(() => process.kill(-child.pid, 0)).toThrow('ESRCH');
}, 60_000);

it('leaves nothing behind when nobody reads its report any more', async () => {
  const child = start(['--only', 'P10,P11,P18'], {});
  const { code, left } = await end(child, (text) => {
    if (text.includes('P10')) child.stdout.destroy();
  });
  expect({ code, left }).toEqual({ code: 130, left: [] });
  expect(running(child.pid)).toEqual([]);
}, 120_000);

it('says how it is used when nothing fits, and leaves with 2', async () => {
  for (const args of [
    ['--only', 'P1,P99'],
    ['--times', '0'],
    ['--minutes', 'long'],
    ['--minutes', '-3'],
    ['--without'],
  ]) {
    const { code, stderr } = await prove(args);
    expect(stderr).toContain('usage: prove');
    expect(code).toBe(2);
  }
}, 60_000);
