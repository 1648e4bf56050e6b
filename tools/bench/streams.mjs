// npm run bench: answers through the product beside a pipe and a relay of plain Node.
import { runProgram } from '../workspace.mjs';

process.exit(await runProgram('bench'));
