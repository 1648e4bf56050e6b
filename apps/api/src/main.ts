import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Compiled code is kept beside the build, where that can be written: a tenth of a start's time.
enableCompileCache(fileURLToPath(new URL('../.compile-cache', import.meta.url)));
// Settings come first and alone: what they refuse is told before the server is loaded.
const { settingsOrExit } = await import('./settings-or-exit');
const settings = settingsOrExit();
const { serve } = await import('./serve');
await serve(settings);
