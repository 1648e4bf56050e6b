import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A browser to launch: where it is, and the variables it needs. */
export interface Browser {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

const PACKAGED = join(import.meta.dirname, '../../../node_modules/@sparticuz/chromium/bin');
const FOLDER = join(import.meta.dirname, '../../../node_modules/.cache/chromium');
const LIBRARIES = join(FOLDER, 'al2023/lib');

/**
 * The Chromium that comes inside an npm package, unpacked once: a machine needs nothing but its
 * packages. It is built for Linux on x64; elsewhere `undefined`, and Playwright's own is used.
 */
export async function packagedChromium(): Promise<Browser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const executablePath = join(FOLDER, 'chromium');
  const unpacked = join(FOLDER, 'unpacked');
  if (!existsSync(unpacked)) {
    await unpack();
    writeFileSync(unpacked, '');
  }
  return { executablePath, env: environment(executablePath) };
}

/** The package unpacks to the temporary folder; for this once that is a folder of ours. */
async function unpack(): Promise<void> {
  const { inflate } = await import('@sparticuz/chromium');
  const { TMPDIR } = process.env;
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  process.env['TMPDIR'] = FOLDER;
  try {
    for (const archive of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) {
      await inflate(join(PACKAGED, archive));
    }
  } finally {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
  }
}

/** Libraries and fonts that a bare machine lacks come from the package, too. */
function environment(executablePath: string): Record<string, string> {
  const linked = execFileSync('ldd', [executablePath], { encoding: 'utf8' });
  return {
    ...(process.env as Record<string, string>),
    ...(linked.includes('not found') ? { LD_LIBRARY_PATH: LIBRARIES } : {}),
    ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(FOLDER, 'fonts') }),
  };
}
