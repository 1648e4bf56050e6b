import { SEED } from '@prome-dify/testing/random';
import { enginesFor } from '@prome-dify/testing';
import { interleaved, rankSumZ } from '../platform/spec-support/rank-sum';
import type { OpenedWithMail } from './mail-links/mailed.fixture';
import { newEmail, openWithMail } from './mail-links/mailed.fixture';

const SAMPLES = 100;
/** By chance alone two samples are so far apart once in 16,000 runs. */
const Z_MAX = 4;

describe.each(await enginesFor(import.meta.filename))(
  'Asking for a new password on $name',
  (engine) => {
    let server: OpenedWithMail;
    beforeAll(async () => {
      server = await openWithMail(engine);
    });
    afterAll(() => server.close());

    async function measure(email: string): Promise<number> {
      const begun = performance.now();
      await server.post('password/forgot', { email });
      return performance.now() - begun;
    }

    it(`takes as long for an unknown address as for a known one (seed ${SEED})`, async () => {
      const known = newEmail();
      await server.post('register', { email: known, password: 'password123' });
      const times = { known: [] as number[], unknown: [] as number[] };
      for (const isKnown of interleaved(SAMPLES, SEED)) {
        if (isKnown) times.known.push(await measure(known));
        else times.unknown.push(await measure(newEmail()));
      }
      expect(Math.abs(rankSumZ(times.known, times.unknown))).toBeLessThan(Z_MAX);
    });
  },
);
