// npm run bench:ledger: what the ledger does beside bare drivers, and how long an audit takes.
// With --quick a small version that says whether the benchmark works, not how fast anything is.
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { ensureInstalled, ensureProjectNode, env, node, run } from '../workspace.mjs';

await ensureInstalled();
await ensureProjectNode();
const esbuild = await import('esbuild');
const { options } = await import('../build-api.mjs');
const outdir = join(root, 'dist/bench');
await esbuild.build({
  ...options,
  entryPoints: { ledger: join(root, 'apps/api/src/bench/main.ts') },
  outdir,
  splitting: false,
});
const args = ['--enable-source-maps', join(outdir, 'ledger.js'), ...process.argv.slice(2)];
process.exit(await run(node, args, { env: env() }));
