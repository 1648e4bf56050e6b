import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CLI = join(import.meta.dirname, '../../../../../dist/apps/api/cli.js');

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** For specs: runs a command of the built API to its end, with these variables and no others. */
export function runCli(args: readonly string[], env: Record<string, string> = {}): Promise<CliRun> {
  const options = { cwd: tmpdir(), env: { PATH: process.env['PATH'] ?? '', ...env } };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CLI, ...args], options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
