// npm test: every check there is, in order, ending with one line a machine can read.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { ensureBuilt, ensureInstalled, env, mustRun, run, say } from './workspace.mjs';

const results = join(root, 'test-results');
const jestReport = join(results, 'jest.json');
const browserReport = join(results, 'browser.json');

/** Those that count no tests only read the sources, and are done side by side before the others. */
const STEPS = [
  { name: 'lint', command: ['eslint', '.', '--max-warnings', '0'] },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'types', command: ['node', 'tools/typecheck.mjs'] },
  {
    name: 'units and integration',
    command: ['jest', '--json', '--outputFile', jestReport, '--maxWorkers', '2'],
    env: { NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
    count: () => {
      const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = read(jestReport);
      return [numPassedTests, numFailedTests + numRuntimeErrorTestSuites];
    },
  },
  {
    name: 'browser',
    command: ['playwright', 'test', '-c', 'apps/web-e2e'],
    env: { BROWSER_REPORT: browserReport },
    count: () => {
      const { expected, flaky, unexpected } = read(browserReport).stats;
      return [expected, flaky + unexpected];
    },
  },
];

/** How much more the random tests try where a change lands, and before a release (two hours). */
const MORE = {
  ci: {
    ...{ HISTORIES: '5000', QUOTES: '250', FUZZ: '10000', CALLS: '1000', CRASHES: '19' },
    ...{ CUTS: '500', READERS: '200' },
  },
  release: {
    ...{ CRASHES: '199', HISTORIES: '100000', QUOTES: '5000' },
    ...{ FUZZ: '100000', CALLS: '10000', CUTS: '5000', READERS: '200' },
  },
};

/** Of those above, what a slow machine tries fewer of. */
const FEWER = ['HISTORIES', 'QUOTES', 'FUZZ', 'CALLS', 'CUTS', 'CRASHES'];

/** Seconds in which the sources are looked at on the machine that these counts are for. */
const LOOK_S = 60;

await ensureInstalled();
rmSync(results, { recursive: true, force: true });
mkdirSync(results);
await ensureBuilt('api', 'web');
// Leaves the graph of projects where the lint rule on their boundaries looks for it.
await mustRun('nx', ['show', 'projects'], { env: env(), stdio: 'ignore' });

const wanted = process.argv.slice(2).filter((name) => name !== '--release');
const isRelease = process.argv.includes('--release');
const steps = STEPS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
let [passed, failed] = [0, 0];
const begun = Date.now();
await Promise.all(steps.filter(({ count }) => !count).map((step) => take(step)));
const more = isRelease ? MORE.release : process.env['CI'] ? ci(Date.now() - begun) : {};
for (const step of steps.filter(({ count }) => count)) await take(step, more);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

async function take(step, extra = {}) {
  say(`\n— ${step.name}`);
  const started = Date.now();
  const [command, ...args] = step.command;
  const code = await run(command, args, { env: env({ ...extra, ...step.env }) });
  const [good, bad] = countOf(step, code);
  say(
    `— ${step.name}: ${good} passed, ${bad} failed, ${Math.round((Date.now() - started) / 1000)} s`,
  );
  passed += good;
  failed += bad;
}

/**
 * Where a change lands, its content is the seed, so that a run can be repeated; at home chance is.
 * Half an hour is all there is: a machine that took long to look at the sources tries less.
 */
function ci(lookMs) {
  const { stdout } = spawnSync('git', ['rev-parse', 'HEAD^{tree}'], {
    cwd: root,
    encoding: 'utf8',
  });
  const content = Number.parseInt(stdout?.slice(0, 7), 16);
  const seed = Number.isNaN(content) ? {} : { SEED: `${content}` };
  return { ...inTime(lookMs / 1_000 / LOOK_S), ...(process.env['SEED'] ? {} : seed) };
}

/** The counts for a machine that is so many times slower than the one they are for. */
function inTime(slowness) {
  if (slowness < 1.3) return MORE.ci;
  const fewer = FEWER.map((name) => [name, `${Math.ceil(MORE.ci[name] / slowness)}`]);
  const rarer = { ...Object.fromEntries(fewer), ENGINES: 'by-turns' };
  say(`This machine is ${slowness.toFixed(1)} times slower than usual: ${JSON.stringify(rarer)}`);
  return { ...MORE.ci, ...rarer };
}

/** A step that died before it could count is one failure. */
function countOf({ count }, code) {
  if (!count) return code === 0 ? [1, 0] : [0, 1];
  try {
    const [good, bad] = count();
    return [good, code !== 0 && bad === 0 ? 1 : bad];
  } catch {
    return [0, 1];
  }
}

function read(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
