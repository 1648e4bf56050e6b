// Who may import whom inside the two apps. Each slice has one door, its index.ts.
import boundaries from 'eslint-plugin-boundaries';

const resolver = { 'import/resolver': { typescript: { project: ['apps/*/tsconfig.json'] } } };

const slice = (name) => ({ type: name, pattern: `apps/api/src/${name}` });
const allow = (from, ...to) => ({
  from: { element: { type: from } },
  allow: { to: { element: { types: { anyOf: [from, ...to] } } } },
});

const SLICES = ['auth', 'chat', 'billing', 'usage', 'ledger', 'models', 'health'];

/** What lies behind the door of a slice. */
export const slicesInside = SLICES.map((name) => `**/${name}/*`);

/** chat → ledger, models; billing, usage, auth → ledger; all → platform, which knows none. */
export const serverFolders = {
  files: ['apps/api/src/**/*.ts'],
  plugins: { boundaries },
  settings: {
    ...resolver,
    'boundaries/include': ['apps/api/src/**/*.ts'],
    'boundaries/elements': [
      ...SLICES.map(slice),
      { type: 'platform', pattern: 'apps/api/src/platform' },
      { type: 'cli', pattern: 'apps/api/src/cli' },
      { type: 'root', pattern: 'apps/api/src' },
    ],
  },
  rules: {
    'boundaries/dependencies': [
      'error',
      {
        default: 'disallow',
        policies: [
          { allow: { to: { module: { origin: ['external', 'core'] } } } },
          allow('platform'),
          allow('ledger', 'platform'),
          allow('models', 'platform'),
          allow('health', 'platform'),
          allow('auth', 'ledger', 'platform'),
          allow('chat', 'ledger', 'models', 'platform'),
          allow('billing', 'ledger', 'platform'),
          allow('usage', 'ledger', 'platform'),
          allow('cli', 'root', 'ledger', 'billing', 'platform'),
          allow('root', ...SLICES, 'platform', 'cli'),
        ],
      },
    ],
  },
};

const client = (name, folder = name) => ({ type: name, pattern: `apps/web/src/app/${folder}` });

/** ui and core know no feature; features do not know each other. */
export const clientFolders = {
  files: ['apps/web/src/**/*.ts'],
  plugins: { boundaries },
  settings: {
    ...resolver,
    'boundaries/include': ['apps/web/src/app/**/*.ts'],
    'boundaries/elements': [
      client('ui'),
      client('core'),
      { type: 'feature', pattern: 'apps/web/src/app/features/*', capture: ['feature'] },
      { type: 'root', pattern: 'apps/web/src/app' },
    ],
  },
  rules: {
    'boundaries/dependencies': [
      'error',
      {
        default: 'disallow',
        policies: [
          { allow: { to: { module: { origin: ['external', 'core'] } } } },
          allow('ui'),
          allow('core', 'ui'),
          allow('root', 'core', 'ui', 'feature'),
          {
            from: { element: { type: 'feature' } },
            allow: { to: { element: { types: { anyOf: ['core', 'ui'] } } } },
          },
          {
            from: { element: { type: 'feature' } },
            allow: {
              to: {
                element: { type: 'feature', captured: { feature: '{{ from.captured.feature }}' } },
              },
            },
          },
        ],
      },
    ],
  },
};
