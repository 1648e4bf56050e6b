import { SEED } from '@prome-dify/testing/random';
import { enginesFor } from '@prome-dify/testing';
import { interleaved, rankSumZ } from '../platform/spec-support/rank-sum';
import type { OpenedServer } from './http.fixture';
import { openServer } from './http.fixture';

const SAMPLES = 300;
/** So many failures an account, and an address, may have a minute. */
const PER_ACCOUNT = 10;
const PER_ADDRESS = 30;
/** |z| below this is p > 0.01, two-sided. */
const Z_MAX = 2.576;
/**
 * Without a leak one round in a hundred is beyond it by chance, all three are once in a million runs.
 * A leak is beyond it in every round: at this size the ranks show a shift of a third of a standard
 * deviation, and leaving the hash out for an unknown address, the usual leak, is a shift of many.
 */
const ROUNDS = 3;

describe.each(await enginesFor(import.meta.filename))('A sign-in that fails on $name', (engine) => {
  let server: OpenedServer;
  let names = 0;
  let sent = 0;

  beforeAll(async () => {
    server = await openServer(engine, { RATE_LIMIT: 'on', TRUST_PROXY: '127.0.0.1' });
  });
  afterAll(() => server.close());

  function post(path: string, email: string, password: string) {
    sent += 1;
    const network = Math.floor(sent / PER_ADDRESS);
    const headers = { 'x-forwarded-for': `198.18.${network >> 8}.${network & 255}` };
    return server.client.call<object>(`/api/auth/${path}`, { body: { email, password }, headers });
  }

  function newNames(): string[] {
    const count = SAMPLES / PER_ACCOUNT;
    return Array.from({ length: count }, () => `timed${(names += 1)}@example.com`);
  }

  /** The time of each answer, and what it said. */
  async function measure(email: string) {
    const begun = performance.now();
    const { status, body } = await post('login', email, 'not the password');
    return {
      ms: performance.now() - begun,
      said: JSON.stringify({ ...body, status, instance: '' }),
    };
  }

  async function round(seed: number) {
    const known = newNames();
    const unknown = newNames();
    sent += PER_ADDRESS;
    for (const email of known) await post('register', email, 'password123');
    const times = { known: [] as number[], unknown: [] as number[] };
    const said = new Set<string>();
    for (const isKnown of interleaved(SAMPLES, seed)) {
      const kind = isKnown ? times.known : times.unknown;
      const from = isKnown ? known : unknown;
      const answer = await measure(from[kind.length % from.length] ?? '');
      kind.push(answer.ms);
      said.add(answer.said);
    }
    return { said: [...said], z: rankSumZ(times.known, times.unknown) };
  }

  it(`tells neither by its words nor by its time who has an account (seed ${SEED})`, async () => {
    const found: number[] = [];
    while (found.length < ROUNDS && !found.some((z) => Math.abs(z) < Z_MAX)) {
      const { said, z } = await round(SEED + found.length);
      expect(said).toEqual([expect.stringContaining('"invalid_credentials"')]);
      found.push(z);
    }
    expect(Math.min(...found.map(Math.abs))).toBeLessThan(Z_MAX);
  });
});
