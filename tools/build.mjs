// npm run build: the production build, in dist/apps.
import { ensureBuilt, ensureInstalled } from './workspace.mjs';

await ensureInstalled();
await ensureBuilt('api', 'web');
