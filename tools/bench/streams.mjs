// npm run bench: answers through the product beside a pipe and a relay of plain Node.
import { join } from 'node:path';

import { root } from '../paths.mjs';
import { ensureBuilt, ensureInstalled, ensureProjectNode, env, node, run } from '../workspace.mjs';

await ensureInstalled();
await ensureProjectNode();
await ensureBuilt('api');
// As deep below the root as the sources, which find the built server from where they are.
const outfile = join(root, 'dist/apps/bench/src/main.js');
const esbuild = await import('esbuild');
await esbuild.build({
  entryPoints: [join(root, 'apps/bench/src/main.ts')],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  packages: 'external',
  tsconfig: join(root, 'tsconfig.base.json'),
  sourcemap: true,
});
const args = ['--enable-source-maps', outfile, ...process.argv.slice(2)];
process.exit(await run(node, args, { env: env() }));
