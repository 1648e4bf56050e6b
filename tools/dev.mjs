// npm run dev: the API on 3000, rebuilt and restarted on every change, and the client on 3001.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { ensureInstalled, ensureProjectNode, env, node } from './workspace.mjs';

await ensureInstalled();
await ensureProjectNode();
const esbuild = await import('esbuild');
const { options } = await import('./build-api.mjs');

const builder = await esbuild.context(options);
await builder.rebuild();
await builder.watch();

const api = spawn(node, ['--watch', '--enable-source-maps', join(root, 'dist/apps/api/main.js')], {
  cwd: root,
  stdio: 'inherit',
  env: env({ PROME_DIFY_GREET: 'on' }),
});
const web = spawn('nx', ['serve', 'web'], { cwd: root, stdio: 'inherit', env: env() });

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    api.kill(signal);
    web.kill(signal);
    void builder.dispose();
  });
}
