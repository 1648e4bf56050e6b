import { once } from 'node:events';
import { enginesFor, until } from '@prome-dify/testing';
import type { Database } from '../../platform/database';
import { sql } from '../../platform/database';
import { openDatabase } from '../../platform/database/open-database';
import { JobLeases } from './job-leases.repository';
import type { Flight, HeldJob } from './single-flight';
import { SingleFlight } from './single-flight';

const FLIGHT = { job: 'spec', owner: 'me', leaseMs: 900, periodMs: 60_000, atOnce: true };

describe.each(await enginesFor(import.meta.filename))(
  'a job of one process at a time on $name',
  (engine) => {
    let database: Database;
    let leases: JobLeases;
    let flights: SingleFlight;
    let remove: () => Promise<void>;
    beforeEach(async () => {
      const made = await engine.createDatabase();
      ({ remove } = made);
      database = await openDatabase(made.url);
      leases = new JobLeases(database);
      flights = new SingleFlight(leases);
    });
    afterEach(async () => {
      await database.close();
      await remove();
    });

    const fly = (work: (job: HeldJob) => Promise<void>, change: Partial<Flight> = {}) =>
      flights.run({ ...FLIGHT, stop: new AbortController().signal, ...change }, work);
    const row = () =>
      database.read.row<{ owner: string; leaseUntil: number; nextAt: number }>(
        sql`SELECT owner, lease_until AS "leaseUntil", next_at AS "nextAt" FROM job_lease`,
      );

    it('is done once at a time, and then not before it is due again', async () => {
      let running = 0;
      const work = async () => {
        running += 1;
        expect(running).toBe(1);
        await database.read.rows(sql`SELECT 1`);
        running -= 1;
      };
      const whenDue = () => fly(work, { atOnce: false });
      const done = await Promise.all(Array.from({ length: 10 }, whenDue));
      expect(done.filter(Boolean)).toHaveLength(1);
      expect(await whenDue()).toBe(false);
      expect(await fly(work)).toBe(true);
    });

    it('goes on from what was noted, also after a failure', async () => {
      const failing = fly(async (job) => {
        await job.note('{"to":7}');
        throw new Error('no more');
      });
      await expect(failing).rejects.toThrow('no more');
      const seen: string[] = [];
      await fly(async ({ progress }) => void seen.push(progress));
      expect(seen).toEqual(['{"to":7}']);
    });

    it('keeps its lease for as long as it takes', async () => {
      await fly(async () => {
        const first = (await row())?.leaseUntil ?? 0;
        const isRenewed = async () => ((await row())?.leaseUntil ?? 0) > first + FLIGHT.leaseMs;
        await until('it was renewed past its end', isRenewed);
      });
      expect(await row()).toMatchObject({ owner: 'me', leaseUntil: 0 });
    });

    it('is left when the lease was lost, and stays with the one who has it', async () => {
      const lost = fly(async ({ signal, note }) => {
        await database.run((tx) => tx.execute(sql`UPDATE job_lease SET owner = 'other'`));
        await once(signal, 'abort');
        expect(signal.reason).toMatchObject({ message: 'the lease was lost' });
        await note('{"to":9}');
      });
      await expect(lost).rejects.toThrow('the lease was lost');
      expect(await row()).toMatchObject({ owner: 'other', nextAt: 0 });
    });

    it('is due at once when the process stopped in the middle of it', async () => {
      const stop = new AbortController();
      await fly(async () => stop.abort(), { stop: stop.signal });
      expect(await fly(async () => undefined, { atOnce: false, owner: 'heir' })).toBe(true);
    });
  },
);
