import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compare } from './compare';
import { pipe, relay } from './roles/baselines';
import { load } from './roles/load';
import { upstream } from './roles/upstream';
import type { Load } from './rounds';
import type { ShapeName } from './shapes';
import { SHAPES } from './shapes';

const USAGE = `usage: bench [--quick] [--database sqlite|postgres] [--only shape] [--readers n]
             [--profile folder]
  Answers through the product beside two baselines: pipe copies the bytes of the upstream unread,
  relay parses each event and writes it anew. Shapes are burst, paced and
  fast. --quick says whether it works, not how fast it is. --profile leaves
  processor profiles of the product there.
`;

const ROUNDS = 3;
const READERS = { burst: [1, 100, 1_000], paced: [1, 100, 1_000], fast: [40] };
const QUICK: readonly Load[] = [
  { shape: 'burst', readers: 2, seconds: 0.3, users: 5 },
  { shape: 'paced', readers: 2, seconds: 0.3, users: 5 },
];

const NAMES = Object.keys(SHAPES) as ShapeName[];

const ROLES: Readonly<Record<string, (url: string) => void>> = { upstream, pipe, relay, load };

const role = ROLES[process.argv[2] ?? ''];
if (role) role(process.argv[3] ?? '');
else await bench();

async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      database: { type: 'string', default: 'sqlite' },
      only: { type: 'string' },
      readers: { type: 'string' },
      profile: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const { quick, database, only, readers, profile } = values;
  const loads = (quick ? QUICK : loadsOf(readers)).filter(({ shape }) => (only ?? shape) === shape);
  if (values.help || loads.length === 0) {
    process.stderr.write(USAGE);
    process.exit(values.help ? 0 : 2);
  }
  for (const each of loads) {
    process.stdout.write(
      `${await compare(each, database, quick ? 1 : ROUNDS, profile && resolve(profile))}\n`,
    );
  }
}

/** Every shape with its usual numbers of readers, or with this one. */
function loadsOf(readers: string | undefined): Load[] {
  return NAMES.flatMap((shape) =>
    (readers ? [Number(readers)] : READERS[shape]).map((count) => ({
      shape,
      readers: count,
      seconds: 4,
      users: 100,
    })),
  );
}
