// npm start: from a bare clone to a running product.
import { join } from 'node:path';
import { root } from './paths.mjs';
import { ensureBuilt, ensureInstalled, env, node, run } from './workspace.mjs';

await ensureInstalled();
await ensureBuilt('api', 'web');
const main = join(root, 'dist/apps/api/main.js');
process.exit(
  await run(node, ['--enable-source-maps', main], { env: env({ PROME_DIFY_GREET: 'on' }) }),
);
