import { enginesFor } from '@prome-dify/testing';
import type { Database } from '../../platform/database';
import { sql } from '../../platform/database';
import { openDatabase } from '../../platform/database/open-database';
import { JobLeases } from './job-leases.repository';

const LEASE_MS = 60_000;

describe.each(await enginesFor(import.meta.filename))('the lease of a job on $name', (engine) => {
  let database: Database;
  let leases: JobLeases;
  let remove: () => Promise<void>;
  let jobs = 0;
  let job: string;
  beforeAll(async () => {
    const made = await engine.createDatabase();
    ({ remove } = made);
    database = await openDatabase(made.url);
    leases = new JobLeases(database);
  });
  beforeEach(() => {
    jobs += 1;
    job = `job-${jobs}`;
  });
  afterAll(async () => {
    await database.close();
    await remove();
  });

  const claim = (owner: string) => ({ job, owner, leaseMs: LEASE_MS });
  /** As if so much time had passed. */
  const pass = (ms: number) =>
    database.run((tx) =>
      tx.execute(sql`UPDATE job_lease SET lease_until = lease_until - ${ms}, next_at = next_at - ${ms}
        WHERE id = ${job}`),
    );

  it('is given once, however many ask at the same time', async () => {
    const asked = await Promise.all(Array.from({ length: 30 }, () => leases.take(claim('me'))));
    expect(asked.filter((progress) => progress !== undefined)).toEqual(['{}']);
    expect(await leases.take(claim('me'), true)).toBeUndefined();
  });

  it('belongs to one of two processes, unless one process has the database to itself', async () => {
    expect(await leases.take(claim('me'))).toBe('{}');
    const other = await leases.take(claim('other'), true);
    expect(other).toBe(engine.name === 'sqlite' ? '{}' : undefined);
    expect(await leases.renew(claim('me'))).toBe(engine.name !== 'sqlite');
  });

  it('is free again when its holder shows no sign of life', async () => {
    await leases.take(claim('me'));
    await pass(LEASE_MS - 1_000);
    expect(await leases.renew(claim('me'))).toBe(true);
    await pass(LEASE_MS - 1_000);
    expect(await leases.note(claim('me'), '{"to":1}')).toBe(true);
    await pass(2_000);
    expect(await leases.renew(claim('me'))).toBe(false);
    expect(await leases.note(claim('me'), '{"to":2}')).toBe(false);
    expect(await leases.take(claim('other'))).toBe('{"to":1}');
    expect(await leases.release(claim('me'), 0)).toBe(false);
    expect(await leases.renew(claim('other'))).toBe(true);
  });

  it('is not given before it is due again, unless it is wanted at once', async () => {
    await leases.take(claim('me'));
    await leases.release(claim('me'), 5_000);
    expect(await leases.take(claim('other'))).toBeUndefined();
    expect(await leases.take(claim('other'), true)).toBe('{}');
    await leases.release(claim('other'), 5_000);
    await pass(5_001);
    expect(await leases.take(claim('me'))).toBe('{}');
  });
});
