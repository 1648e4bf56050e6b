// npm run -s sbom > sbom.json: what the product is made of, from the lock file, as CycloneDX.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { shipped as shippedPackages } from './supply/lock.mjs';

const ARGS = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];

const bill = JSON.parse(
  execFileSync('npm', ARGS, { cwd: root, encoding: 'utf8', maxBuffer: 50_000_000 }),
);
// `--omit dev` of npm 11 leaves out much of what is shipped, for example all that is asked for twice.
const shipped = new Set(shippedPackages.map(({ name, version }) => `${name}@${version}`));
const isShipped = (ref) => ref === bill.metadata.component['bom-ref'] || shipped.has(nameOf(ref));
bill.components = bill.components.filter((component) => isShipped(component['bom-ref']));
bill.dependencies = bill.dependencies
  .filter(({ ref }) => isShipped(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(isShipped) }));
// npm calls the product like the folder that it is in.
bill.metadata.component.name = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).name;
const text = JSON.stringify(bill, null, 2);
if (/registry\./.test(text)) {
  process.stderr.write('The bill of materials names a package registry; the lock file must not.\n');
  process.exit(1);
}
process.stdout.write(`${text}\n`);

/** `name@version` of a reference, which may go on with what tells two copies apart. */
function nameOf(ref) {
  return ref.split('|')[0];
}
