import { enginesFor } from '@prome-dify/testing';
import { sql } from '../../platform/database';
import type { OpenedAuth } from '../auth.fixture';
import { openAuth } from '../auth.fixture';
import { LINK_MS, newLinkToken } from './mail-link';
import { MailLinkRepository } from './mail-link.repository';
import type { DueLink } from './mail-queue.repository';
import { MailQueue } from './mail-queue.repository';
import { LEASE_MS } from './retry-schedule';

const NOW = 1_900_000_000_000;

describe.each(await enginesFor(import.meta.filename))('MailQueue on $name', (engine) => {
  let auth: OpenedAuth;
  let queue: MailQueue;

  // Without a mail server nothing else takes from the queue: production, and no mails.
  beforeAll(async () => {
    auth = await openAuth(engine, { NODE_ENV: 'production', FRONTEND_URL: 'http://localhost:1' });
    queue = auth.get(MailQueue);
  });
  afterAll(() => auth.close());
  beforeEach(() => auth.database.run((tx) => tx.execute(sql`DELETE FROM mail_token`)));

  const links = () => auth.get(MailLinkRepository);
  const ask = (email: string, id = `link of ${email}`, createdAt = NOW) =>
    auth.database.run((tx) =>
      links().insert(tx, { id, purpose: 'reset', email, createdAt, expiresAt: createdAt + 1 }),
    );
  const claim = (link: DueLink, now: number, tokenHash = newLinkToken().hash) =>
    queue.claim(link, { tokenHash, expiresAt: now + LINK_MS.reset, leaseUntil: now + LEASE_MS });
  const only = async (now = NOW): Promise<DueLink> => (await queue.due(now, 10))[0]!;

  it('gives out what is due, the longest waiting first, and no more than asked for', async () => {
    await ask('b@x.test', 'b', NOW + 1);
    await ask('a@x.test', 'a', NOW);
    await ask('c@x.test', 'c', NOW + 9);
    const ids = async (limit: number) => (await queue.due(NOW + 5, limit)).map(({ id }) => id);
    expect([await ids(10), await ids(1), await queue.nextAt()]).toEqual([['a', 'b'], ['a'], NOW]);
  });

  it('keeps one link of a kind for an address, whoever asks at the same moment', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => ask('a@x.test', `link ${n}`)));
    expect(await queue.due(NOW, 50)).toHaveLength(1);
  });

  it('gives an attempt to one of 20 who want it', async () => {
    await ask('a@x.test');
    const link = await only();
    const claims = await Promise.all(Array.from({ length: 20 }, () => claim(link, NOW)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await queue.due(NOW + LEASE_MS - 1, 10)).toEqual([]);
  });

  it('takes an attempt that tells nothing for dead, and believes it no more', async () => {
    await ask('a@x.test');
    const first = await only();
    expect(await claim(first, NOW)).toBe(true);
    const second = await only(NOW + LEASE_MS);
    expect([second.id, second.attempts]).toEqual([first.id, 1]);
    expect(await claim(second, NOW + LEASE_MS)).toBe(true);
    expect(await queue.settle(first, null)).toBe(false);
    expect(await queue.settle(second, null)).toBe(true);
    expect(await queue.nextAt()).toBeUndefined();
  });

  it('has what a dead process left at once where no other process can be', async () => {
    await ask('a@x.test');
    await claim(await only(), NOW);
    await queue.takeOver(NOW + 1);
    expect(await queue.due(NOW + 1, 10)).toHaveLength(engine.name === 'sqlite' ? 1 : 0);
  });

  it('does not send again what was retired while it was on its way', async () => {
    await ask('a@x.test');
    const link = await only();
    await claim(link, NOW);
    await auth.database.run((tx) => links().retire(tx, 'reset', 'a@x.test'));
    expect(await queue.settle(link, NOW + 1)).toBe(false);
    expect(await queue.nextAt()).toBeUndefined();
  });

  it('lets the link of the last attempt work, until it expires', async () => {
    await ask('a@x.test');
    const [first, second] = [newLinkToken().hash, newLinkToken().hash];
    await claim(await only(), NOW, first);
    await claim(await only(NOW + LEASE_MS), NOW + LEASE_MS, second);
    const use = (hash: string, at: number) =>
      auth.database.run((tx) => links().use(tx, 'reset', hash, at));
    const end = NOW + LEASE_MS + LINK_MS.reset;
    expect([await use(first, NOW), await use(second, end)]).toEqual([undefined, undefined]);
    expect([await use(second, end - 1), await use(second, end - 1)]).toEqual([
      { email: 'a@x.test', asker: undefined },
      undefined,
    ]);
  });

  it('forgets what is old', async () => {
    await ask('a@x.test', 'a', NOW);
    await ask('b@x.test', 'b', NOW + 1);
    await queue.forget(NOW + 1);
    expect((await queue.due(NOW + 1, 10)).map(({ id }) => id)).toEqual(['b']);
  });
});
