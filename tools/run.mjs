// Runs one command of the built API, for example `npm run ledger:verify`.
import { join } from 'node:path';
import { root } from './paths.mjs';
import { ensureBuilt, ensureInstalled, env, node, run } from './workspace.mjs';

await ensureInstalled();
await ensureBuilt('api');
const cli = join(root, 'dist/apps/api/cli.js');
process.exit(
  await run(node, ['--enable-source-maps', cli, ...process.argv.slice(2)], { env: env() }),
);
