// What comes from others: whole, without known faults, under licences that allow it, running nothing.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { ADVISORIES } from './advisories.mjs';
import { ALLOWED, EXCEPTIONS } from './licences.mjs';
import { isAtLeast, locked, shipped } from './lock.mjs';

const read = (path) => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json'));
const called = ({ name, version }) => `${name}@${version}`;

describe('the lock file', () => {
  it('names no place to fetch from, and the content of every package', () => {
    expect(locked.length).toBeGreaterThan(500);
    expect(locked.filter(({ resolved }) => resolved !== undefined).map(called)).toEqual([]);
    const whole = /^sha512-[\w+/]{86}==( |$)/;
    expect(locked.filter(({ integrity }) => !whole.test(integrity ?? '')).map(called)).toEqual([]);
  });

  it('takes packages by version only: from no address, folder or repository', () => {
    const wanted = [manifest, ...locked].flatMap((entry) =>
      Object.entries({ ...entry.dependencies, ...entry.optionalDependencies }),
    );
    const fetched = wanted.filter(([, range]) => /^(git|http|file|link)|\w\/\w/.test(range));
    expect(fetched).toEqual([]);
    expect(locked.filter(({ link }) => link).map(called)).toEqual([]);
  });
});

describe('advisories', () => {
  it.each(ADVISORIES.map(({ name, minimum, ids, ...rest }) => [name, minimum, ids, rest]))(
    '%s is %s or newer, or not installed (%j)',
    (name, minimum, _ids, { from }) => {
      const found = locked.filter((entry) => entry.name === name);
      const judged = found.filter(({ version }) => !from || isAtLeast(version, from));
      const isSafe = ({ version }) => minimum !== null && isAtLeast(version, minimum);
      expect(judged.filter((entry) => !isSafe(entry)).map(called)).toEqual([]);
    },
  );

  it('are of packages that are here: the table is not of another product', () => {
    const names = new Set(locked.map(({ name }) => name));
    const present = new Set(ADVISORIES.map(({ name }) => name).filter((name) => names.has(name)));
    expect(present.size).toBeGreaterThanOrEqual(12);
  });

  it.each([
    ['1.2.3', '1.2.3', true],
    ['1.10.0', '1.9.9', true],
    ['2.0.0-beta.1', '2.0.0', false],
    ['2.0.1-beta.1', '2.0.0', true],
    ['1.2.2', '1.2.3', false],
    ['0.9.9', '1.0.0', false],
    ['1.2.3+build', '1.2.3', true],
  ])('compare %s with %s as numbers: %s', (version, minimum, expected) => {
    expect(isAtLeast(version, minimum)).toBe(expected);
  });
});

describe('licences of what is shipped', () => {
  const unusual = shipped.filter(({ license }) => !isAllowed(license));

  it('allow it to be part of an MIT product, or are exceptions with a reason', () => {
    expect(shipped.length).toBeGreaterThan(100);
    const unknown = unusual.filter(({ name, license }) => {
      return !EXCEPTIONS[name] || EXCEPTIONS[name].licence !== license;
    });
    expect(unknown.map((entry) => `${called(entry)} ${entry.license}`)).toEqual([]);
  });

  it('have no exception that nobody needs', () => {
    const needed = new Set(unusual.map(({ name }) => name));
    expect(Object.keys(EXCEPTIONS).filter((name) => !needed.has(name))).toEqual([]);
  });
});

/** `MIT`, or a choice like `(MIT OR GPL-3.0)` one of which is allowed. */
function isAllowed(licence) {
  const choices = (licence ?? '').replace(/^\(|\)$/g, '').split(' OR ');
  return choices.some((choice) => ALLOWED.has(choice));
}

describe('scripts at installation (ADR 6)', () => {
  it('run for one package, the pinned Node', () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
    const { allowScripts } = manifest;
    expect(Object.keys(allowScripts).filter((name) => allowScripts[name])).toEqual(['node']);
    const rebuilt = read('tools/workspace.mjs').match(/'rebuild', .*/g);
    expect(rebuilt).toEqual([
      expect.stringMatching(/^'rebuild', 'node', '--ignore-scripts=false'/),
    ]);
    expect(read('Dockerfile')).not.toMatch(/ignore-scripts=false|npm rebuild/);
  });

  it('are decided on for every package that has some', () => {
    const scripted = locked.filter(({ hasInstallScript }) => hasInstallScript);
    expect(scripted.length).toBeGreaterThan(0);
    const decided = Object.keys(manifest.allowScripts);
    expect(scripted.map(({ name }) => name).filter((name) => !decided.includes(name))).toEqual([]);
  });
});

describe('npm run sbom', () => {
  const bill = JSON.parse(
    execFileSync(process.execPath, [join(root, 'tools/sbom.mjs')], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
      maxBuffer: 50_000_000,
    }),
  );

  it('lists every package that is shipped, with its hash and its licence', () => {
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: expect.any(String) });
    const listed = new Set(bill.components.map(({ purl }) => decodeURIComponent(purl)));
    const missing = shipped.filter((entry) => !listed.has(`pkg:npm/${called(entry)}`));
    expect(missing.map(called)).toEqual([]);
    const bare = bill.components.filter(({ hashes }) => hashes?.[0]?.alg !== 'SHA-512');
    expect(bare.map(({ purl }) => purl)).toEqual([]);
  });

  it('lists nothing that is only for development, and no address of a registry', () => {
    const names = new Set(shipped.map(called));
    const others = bill.components.filter((each) => {
      const { group, name, version } = each;
      return !names.has(`${group ? `${group}/` : ''}${name}@${version}`);
    });
    expect(others.map(({ purl }) => purl)).toEqual([]);
    expect(JSON.stringify(bill)).not.toMatch(/registry\./);
  });
});
