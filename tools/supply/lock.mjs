// What the lock file says of the packages, as the tests of this folder read it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

/** Every package of the lock file, the workspace itself left out. */
export const locked = Object.entries(packages)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({
    path,
    name: entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    ...entry,
  }));

/** Those that are installed without the development dependencies. */
export const shipped = locked.filter(({ dev, devOptional }) => !dev && !devOptional);

/** Whether a version is the same as `minimum`, or newer. One before a release is older than it. */
export function isAtLeast(version, minimum) {
  const [have, want] = [version, minimum].map(partsOf);
  for (const [place, part] of want.numbers.entries()) {
    if (have.numbers[place] !== part) return have.numbers[place] > part;
  }
  return !have.isPreview || want.isPreview;
}

function partsOf(version) {
  const [numbers, preview] = version.split('+')[0].split(/-(.*)/);
  return { numbers: numbers.split('.').map(Number), isPreview: preview !== undefined };
}
