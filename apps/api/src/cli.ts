import { existsSync } from 'node:fs';
import { envExample } from './platform/config/env-example';
import { verifyLedger } from './cli/verify-ledger';

/** Each command prints to standard output and answers its exit code. */
const COMMANDS: Readonly<Record<string, () => Promise<number>>> = {
  'ledger:verify': verifyLedger,
  // Loaded when asked for: they need the whole server, the others do not.
  'stripe:reconcile': async () => (await import('./cli/reconcile-stripe')).reconcileStripe(),
  openapi: async () => print(await (await import('./cli/openapi')).openApiText()),
  'env:example': () => Promise.resolve(print(envExample())),
};

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

if (existsSync('.env')) process.loadEnvFile('.env');
const name = process.argv[2] ?? '';
const command = Object.hasOwn(COMMANDS, name) && COMMANDS[name];
if (command) {
  process.exitCode = await command();
} else {
  process.stderr.write(`usage: cli ${Object.keys(COMMANDS).join(' | ')}\n`);
  process.exitCode = 2;
}
