// Bundles the API and its command line to dist/apps/api. Packages stay outside the bundle; swc
// compiles what has decorators, because the framework reads the types that they carry.
import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { transform } from '@swc/core';
import * as esbuild from 'esbuild';
import { root } from './paths.mjs';

const outdir = `${root}/dist/apps/api`;

const swcOptions = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2023',
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

const decorators = {
  name: 'decorators',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!/^\s*@\w/m.test(source)) return { contents: source, loader: 'ts' };
      const { code } = await transform(source, { ...swcOptions, filename: path });
      return { contents: code, loader: 'js' };
    });
  },
};

/** Options for one build; `tools/dev.mjs` watches with the same. */
export const options = {
  entryPoints: {
    main: `${root}/apps/api/src/main.ts`,
    cli: `${root}/apps/api/src/cli.ts`,
    'wal-worker': `${root}/apps/api/src/platform/database/wal-worker.ts`,
  },
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  packages: 'external',
  tsconfig: `${root}/tsconfig.base.json`,
  sourcemap: true,
  keepNames: true,
  logLevel: 'warning',
  metafile: true,
  plugins: [decorators],
};

if (process.argv[1] === import.meta.filename) {
  const { metafile } = await esbuild.build(options);
  const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
  for (const name of await readdir(outdir)) {
    if (!made.has(name)) await rm(join(outdir, name));
  }
}
