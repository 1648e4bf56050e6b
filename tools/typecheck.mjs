// Checks the types of every project, two at a time.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { env, run } from './workspace.mjs';

const PROJECTS = [
  'apps/api',
  'apps/bench',
  'apps/prove',
  'apps/web/tsconfig.app.json',
  'apps/web/tsconfig.spec.json',
  'apps/web/src/highlighter',
  'apps/web/src/worker',
  'apps/web-e2e',
  'libs/contracts',
  'libs/domain',
  'libs/llm',
  'libs/sse',
  'libs/testing',
].filter((project) => existsSync(join(root, project)));

let failed = false;
const waiting = [...PROJECTS];
async function worker() {
  for (let project = waiting.shift(); project; project = waiting.shift()) {
    const compiler = project.includes('tsconfig.app') ? 'ngc' : 'tsc';
    const code = await run(compiler, ['-p', project, '--noEmit'], { env: env() });
    if (code !== 0) failed = true;
  }
}
await Promise.all([worker(), worker()]);
process.exit(failed ? 1 : 0);
