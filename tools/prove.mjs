// npm run prove: plays the promises against the built server, on a database of its own.
import { runProgram } from './workspace.mjs';

process.exit(await runProgram('prove'));
