// npm run bench:client: what the client costs a browser, against its goals. The exit code is not 0
// when one is missed.
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { ensureBuilt, ensureInstalled, ensureProjectNode, env, run } from '../workspace.mjs';

await ensureInstalled();
await ensureProjectNode();
await ensureBuilt('api', 'web');
const config = join(root, 'apps/web-e2e/bench.config.ts');
const args = ['test', '-c', config, ...process.argv.slice(2)];
process.exit(await run('playwright', args, { env: env() }));
