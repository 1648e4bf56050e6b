import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Compiled code is kept beside the build, where that can be written: a quarter of a start's time.
enableCompileCache(fileURLToPath(new URL('../.compile-cache', import.meta.url)));
const { serve } = await import('./serve');
await serve();
