import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the workspace. Works on every Node that can run `npm start`. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));
