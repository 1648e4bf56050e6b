import type { Contestant } from './contestants';
import { baseline, product } from './contestants';
import { ServerRole } from './processes';
import { tableOf } from './report';
import type { Load } from './rounds';
import { race } from './rounds';

/** Starts an upstream and all contestants, lets them race under a load, and answers the table. */
export async function compare(
  load: Load,
  database: string,
  rounds: number,
  profile?: string,
): Promise<string> {
  const { shape } = load;
  const upstream = await ServerRole.start('upstream');
  const contestants: Contestant[] = [];
  try {
    contestants.push(await baseline('pipe', upstream.url, shape));
    contestants.push(await baseline('relay', upstream.url, shape));
    contestants.push(await product(database, upstream.url, load, profile));
    return tableOf(load, await race(contestants, load, rounds));
  } finally {
    for (const each of contestants) await each.stop();
    await upstream.stop();
  }
}
