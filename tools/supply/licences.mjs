// Licences under which a part of an MIT product may come: each asks for its notice to be kept, no more.
export const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
]);

// Packages with another licence, or with none in the lock file, and why they may come all the same.
export const EXCEPTIONS = {
  argparse: {
    licence: 'Python-2.0',
    reason: 'permissive: asks for its notice; read by js-yaml for the command line it brings along',
  },
  'passport-strategy': {
    licence: undefined,
    reason: 'MIT, in the older member `licenses` of its package.json and in its file LICENSE',
  },
  pause: { licence: undefined, reason: 'MIT, at the end of its Readme.md' },
};
