// Bundles the API and its command line to dist/apps/api, with their packages: three thousand files
// fewer to open at a start. swc compiles what has decorators, because the framework reads the types
// that they carry.
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

/** The lines of packages are not mapped: reading the map of all of them would double a start. */
const UNMAPPED =
  '\n//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbIiJdLCJtYXBwaW5ncyI6IkEifQ==';

const decorators = {
  name: 'decorators',
  setup(build) {
    build.onLoad({ filter: /node_modules.*\.[cm]?js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')) + UNMAPPED,
      loader: 'js',
    }));
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!/^\s*@\w/m.test(source)) return { contents: source, loader: 'ts' };
      const { code } = await transform(source, { ...swcOptions, filename: path });
      return { contents: code, loader: 'js' };
    });
  },
};

/** What stays in node_modules. */
const OUTSIDE = [
  // Binaries.
  ...['@node-rs/argon2', 'better-sqlite3'],
  // Asked for by name at run time; a second copy would know nothing of what the first was told.
  ...['class-transformer', 'class-validator', 'pg'],
  // Not installed: packages name them for what nobody uses here.
  ...['@fastify/multipart', '@fastify/view', '@nestjs/microservices', '@nestjs/platform-express'],
  '@nestjs/websockets',
];

/** CommonJS packages expect it. */
const REQUIRE = `import { createRequire as requireOf } from 'node:module';
const require = requireOf(import.meta.url);`;

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
  external: OUTSIDE,
  banner: { js: REQUIRE },
  tsconfig: `${root}/tsconfig.base.json`,
  sourcemap: true,
  sourcesContent: false,
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
