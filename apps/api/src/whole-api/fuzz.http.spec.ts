import { SEED } from '@prome-dify/testing/random';
import { ApiClient, enginesFor } from '@prome-dify/testing';
import { STRIPE_KEY, WEBHOOK_SECRET } from '../billing/shop.fixture';
import { AnswerChecks } from './spec-support/answer-faults';
import { Fuzzer } from './spec-support/fuzzer';
import { Sender } from './spec-support/sending';
import { JWT_SECRET, WholeApi } from './spec-support/whole-api';

/** How many requests on SQLite; a fourth of them on PostgreSQL. */
const FUZZ = Number(process.env['FUZZ'] ?? 2_000);
const COUNTS = { sqlite: FUZZ, postgres: Math.ceil(FUZZ / 4) };
const HEALTH_EVERY = 100;
const FAULTS_MAX = 10;

describe.each(await enginesFor(import.meta.filename))(
  'Requests of every kind on $name',
  (engine) => {
    const count = COUNTS[engine.name];
    let api: WholeApi;
    beforeAll(async () => {
      api = await WholeApi.open(engine);
    });
    afterAll(() => api.close());

    it(`are answered as promised, ${count} of them (FUZZ=${FUZZ} SEED=${SEED})`, async () => {
      const checks = new AnswerChecks([JWT_SECRET, STRIPE_KEY, WEBHOOK_SECRET]);
      const fuzzer = await Fuzzer.open(api, SEED);
      const sender = new Sender(api.url);
      const client = new ApiClient(api.url);
      const faults: string[] = [];
      const times: number[] = [];
      for (let number = 1; number <= count && faults.length < FAULTS_MAX; number += 1) {
        const sent = await fuzzer.next();
        const told = `${number}: ${sent.method} ${sent.target.slice(0, 200)}`;
        try {
          const answer = await sender.send(sent);
          fuzzer.learn(sent, answer);
          times.push(answer.ms);
          faults.push(
            ...checks
              .faults(sent, answer)
              .map((fault) => `${told} ${fault} ${detailsOf(sent, answer)}`),
          );
        } catch (error) {
          faults.push(`${told} ${String(error)} ${detailsOf(sent)}`);
        }
        if (number % HEALTH_EVERY === 0) {
          expect(await client.call('/health')).toMatchObject({
            status: 200,
            body: { status: 'ok' },
          });
        }
      }
      sender.close();
      expect(faults).toEqual([]);
      expect(fuzzer.missed().map(({ route }) => route)).toEqual([]);
      expect(quantile(times, 0.99)).toBeLessThan(1_000);
      expect(api.troubles().filter((line) => !isAlert(line))).toEqual([]);
      expect(await api.shop.findings()).toEqual([]);
    }, 3_600_000);
  },
);

/** What the operator is to be told of, and no trouble of the server: signed events that do not fit. */
function isAlert(line: string): boolean {
  return /"msg":"(an event of the other mode: [^"]+|a payment needs review)"/.test(line);
}

function quantile(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0;
}

function detailsOf(sent: object & { body?: Buffer }, answer?: { readonly text: string }): string {
  const { body, ...rest } = sent;
  const shown = JSON.stringify({ ...rest, body: body?.toString('latin1').slice(0, 400) });
  const asked = shown.replace(/Bearer eyJ[\w.-]+/g, 'Bearer …');
  return `\n  asked ${asked.slice(0, 1_200)}\n  told ${answer?.text.slice(0, 400)}`;
}
