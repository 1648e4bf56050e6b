// What every command of this folder needs first: packages installed, the project's own Node, a
// build that is not stale. Runs on Node 20 with nothing installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const LOCK = join(root, 'package-lock.json');
const INSTALLED = join(root, 'node_modules/.installed-lock');
/** npm writes it last, so it is there after whole installations only. */
const NPM_RECORD = join(root, 'node_modules/.package-lock.json');
const BUILT = join(root, 'dist/.built-from');
const NODE_MAJOR = 24;

/** The Node that the project is pinned to; it comes with the packages. */
export const node = join(root, 'node_modules/.bin/node');

/** Runs a program to its end with our input and output; resolves with its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    const forward = (signal) => child.kill(signal);
    process.on('SIGTERM', forward).on('SIGINT', forward);
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('SIGTERM', forward).off('SIGINT', forward);
      resolve(code ?? 1);
    });
  });
}

/** Runs a program and ends this process when it fails. */
export async function mustRun(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) process.exit(code);
}

/** Installs the packages of the lock file unless these are installed, by us or by hand. */
export async function ensureInstalled() {
  const lock = fingerprint([LOCK]);
  if (existsSync(node) && isInstalled(lock)) return;
  say('Installing packages (about two minutes, once) …');
  if (!isInstalled(lock)) await mustRun('npm', ['ci', '--loglevel=error']);
  // The one package whose script is needed: it puts the binary of its version in place.
  await mustRun('npm', ['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error']);
  writeFileSync(INSTALLED, lock);
}

function isInstalled(lock) {
  if (!existsSync(NPM_RECORD)) return false;
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === lock) return true;
  return statSync(NPM_RECORD).mtimeMs >= statSync(LOCK).mtimeMs;
}

/** Starts this same command again on the project's Node when another one runs it. */
export async function ensureProjectNode() {
  if (Number(process.versions.node.split('.')[0]) === NODE_MAJOR) return;
  process.exit(await run(node, process.argv.slice(1)));
}

/** Builds what is stale: `api`, `web` or both. */
export async function ensureBuilt(...parts) {
  const built = existsSync(BUILT) ? JSON.parse(readFileSync(BUILT, 'utf8')) : {};
  const sources = { api: apiSources(), web: webSources() };
  for (const part of parts) {
    const now = fingerprint(sources[part]);
    if (built[part] === now) continue;
    say(part === 'api' ? 'Building the server …' : 'Building the client (half a minute, once) …');
    await mustRun(node, [join(root, `tools/build-${part}.mjs`)]);
    built[part] = now;
    writeFileSync(BUILT, JSON.stringify(built));
  }
}

/** Bundles one of our programs that drive the built server, runs it, and answers its exit code. */
export async function runProgram(name) {
  await ensureInstalled();
  await ensureProjectNode();
  await ensureBuilt('api');
  // As deep below the root as the sources, which find the built server from where they are.
  const outfile = join(root, `dist/apps/${name}/src/main.js`);
  const esbuild = await import('esbuild');
  await esbuild.build({
    entryPoints: [join(root, `apps/${name}/src/main.ts`)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: `node${NODE_MAJOR}`,
    packages: 'external',
    tsconfig: join(root, 'tsconfig.base.json'),
    sourcemap: true,
  });
  const args = ['--enable-source-maps', outfile, ...process.argv.slice(2)];
  return run(node, args, { env: env() });
}

/** Progress for the person at the keyboard. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** The environment in which the project's own programs are found first. */
export function env(extra = {}) {
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
  return { ...process.env, PATH: path, NX_DAEMON: 'false', NX_TUI: 'false', ...extra };
}

const SHARED = ['package-lock.json', 'tsconfig.base.json', 'libs/contracts', 'libs/sse'];

function apiSources() {
  return files(
    ...SHARED,
    'apps/api',
    'libs/domain',
    'libs/llm',
    'libs/testing',
    'tools/build-api.mjs',
  );
}

function webSources() {
  return files(...SHARED, 'apps/web', 'tools/build-web.mjs');
}

function files(...places) {
  return places.flatMap((place) => walk(join(root, place)));
}

function walk(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !name.includes('.spec.') && name !== 'node_modules')
    .flatMap((name) => walk(join(path, name)));
}

function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    hash.update(path.slice(root.length)).update(readFileSync(path));
  }
  return hash.digest('hex');
}
