import { parseArgs } from 'node:util';
import { compare } from './compare';
import { pipe, relay } from './roles/baselines';
import { load } from './roles/load';
import { upstream } from './roles/upstream';
import type { Load } from './rounds';

const USAGE = `usage: bench [--quick] [--database sqlite|postgres] [--only burst|paced] [--readers n]
  Answers through the product beside two baselines: pipe copies the bytes of the upstream unread,
  relay parses each event and writes it anew. --quick says whether it works, not how fast it is.
`;

const ROUNDS = 3;
const READERS = { burst: [1, 100], paced: [1, 100, 1_000] };
const LOADS = (['burst', 'paced'] as const).flatMap((shape) =>
  READERS[shape].map((readers): Load => ({ shape, readers, seconds: 4, users: 100 })),
);
const QUICK: readonly Load[] = [
  { shape: 'burst', readers: 2, seconds: 0.3, users: 5 },
  { shape: 'paced', readers: 2, seconds: 0.3, users: 5 },
];

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
      help: { type: 'boolean', default: false },
    },
  });
  const { quick, database, only, readers } = values;
  const loads = (quick ? QUICK : LOADS).filter(
    (each) =>
      (only ?? each.shape) === each.shape && Number(readers ?? each.readers) === each.readers,
  );
  if (values.help || loads.length === 0) {
    process.stderr.write(USAGE);
    process.exit(values.help ? 0 : 2);
  }
  for (const each of loads) {
    process.stdout.write(`${await compare(each, database, quick ? 1 : ROUNDS)}\n`);
  }
}
