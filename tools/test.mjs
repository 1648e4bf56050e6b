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
    HISTORIES: '5000',
    QUOTES: '250',
    FUZZ: '10000',
    CALLS: '1000',
    CUTS: '500',
    READERS: '200',
  },
  release: {
    ...{ CRASHES: '199', HISTORIES: '100000', QUOTES: '5000' },
    ...{ FUZZ: '100000', CALLS: '10000', CUTS: '5000', READERS: '200' },
  },
};

await ensureInstalled();
rmSync(results, { recursive: true, force: true });
mkdirSync(results);
await ensureBuilt('api', 'web');
// Leaves the graph of projects where the lint rule on their boundaries looks for it.
await mustRun('nx', ['show', 'projects'], { env: env(), stdio: 'ignore' });

const wanted = process.argv.slice(2).filter((name) => name !== '--release');
const more = process.argv.includes('--release') ? MORE.release : process.env['CI'] ? ci() : {};
const steps = STEPS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
let [passed, failed] = [0, 0];
await Promise.all(steps.filter(({ count }) => !count).map(take));
for (const step of steps.filter(({ count }) => count)) await take(step);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

async function take(step) {
  say(`\n— ${step.name}`);
  const started = Date.now();
  const [command, ...args] = step.command;
  const code = await run(command, args, { env: env({ ...more, ...step.env }) });
  const [good, bad] = countOf(step, code);
  say(
    `— ${step.name}: ${good} passed, ${bad} failed, ${Math.round((Date.now() - started) / 1000)} s`,
  );
  passed += good;
  failed += bad;
}

/** Where a change lands, its content is the seed, so that a run can be repeated; at home chance is. */
function ci() {
  const { stdout } = spawnSync('git', ['rev-parse', 'HEAD^{tree}'], {
    cwd: root,
    encoding: 'utf8',
  });
  const content = Number.parseInt(stdout?.slice(0, 7), 16);
  const seed = Number.isNaN(content) ? {} : { SEED: `${content}` };
  return { ...MORE.ci, ...(process.env['SEED'] ? {} : seed) };
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
