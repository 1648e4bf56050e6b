// Builds the client to dist/apps/web and compresses its files once, so that the server only sends.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root } from './paths.mjs';
import { env, mustRun } from './workspace.mjs';

const COMPRESSIBLE = /\.(js|css|html|svg|json|webmanifest|txt)$/;
const SMALL_BYTES = 1_000;

await mustRun('nx', ['build', 'web'], { env: env() });
compress(join(root, 'dist/apps/web'));

function compress(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) compress(path);
    else if (COMPRESSIBLE.test(name) && statSync(path).size > SMALL_BYTES) {
      const content = readFileSync(path);
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
      writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
      writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
    }
  }
}
