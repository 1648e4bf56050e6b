// Builds the client to dist/apps/web, with its workers, and compresses its files once, so that the
// server only sends.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { root } from './paths.mjs';
import { env, mustRun } from './workspace.mjs';

const COMPRESSIBLE = /\.(js|css|html|svg|json|webmanifest|txt)$/;
const SMALL_BYTES = 1_000;
/** What opens and runs the application; licences and pictures for home screens do not. */
const NEEDED_OFFLINE = /\.(js|css|html|woff2)$|favicon\.svg$/;

const { translations: german } = JSON.parse(
  readFileSync(join(root, 'apps/web/src/locale/de.json'), 'utf8'),
);
const outdir = join(root, 'dist/apps/web');

await mustRun('nx', ['build', 'web'], { env: env() });
await buildWorker();
await buildHighlighter();
for (const path of filesIn(outdir)) compress(path);

/** The worker knows the files of its version, and is another one as soon as one of them is. */
async function buildWorker() {
  const needed = filesIn(outdir).filter((path) => NEEDED_OFFLINE.test(path));
  const dictionaries = needed.filter(isDictionary);
  if (dictionaries.length !== 1) throw new Error('the German dictionary is not one file');
  const hash = createHash('sha256');
  for (const path of needed) hash.update(path.slice(outdir.length)).update(readFileSync(path));
  const addresses = (paths) =>
    paths.map((path) => `/${relative(outdir, path).replace(/^index\.html$/, '')}`);
  await esbuild.build({
    entryPoints: [join(root, 'apps/web/src/worker/worker.ts')],
    outfile: join(outdir, 'worker.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2023',
    define: {
      FILES: JSON.stringify(addresses(needed.filter((path) => !isDictionary(path)))),
      DICTIONARIES: JSON.stringify(addresses(dictionaries)),
      VERSION: JSON.stringify(hash.digest('hex').slice(0, 16)),
    },
  });
}

/** Whether a file has the German texts, which not everybody reads. */
function isDictionary(path) {
  return path.endsWith('.js') && readFileSync(path, 'utf8').includes(german['home.lead']);
}

/** Fetched when the first code is highlighted, and not kept for times without a network. */
async function buildHighlighter() {
  await esbuild.build({
    entryPoints: [join(root, 'apps/web/src/highlighter/highlighter.ts')],
    outdir: join(outdir, 'highlighter'),
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
  });
}

function filesIn(folder) {
  return readdirSync(folder)
    .toSorted()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : path));
}

function compress(path) {
  if (!COMPRESSIBLE.test(path) || statSync(path).size <= SMALL_BYTES) return;
  const content = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}
