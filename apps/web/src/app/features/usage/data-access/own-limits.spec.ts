import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { appProviders } from '../../../core/app-providers.fixture';
import { playApi } from '../../../core/http/played-api.fixture';
import { refusal } from '../../../core/stream/server-stream.fixture';
import { limitsAnswer } from '../limits.fixture';
import { OwnLimits } from './own-limits';

const api = playApi();
const GET = 'GET /api/billing/limits';
const PUT = 'PUT /api/billing/limits';
const HOUR_MS = 3_600_000;

beforeEach(() => jest.useFakeTimers({ now: new Date('2030-01-01T22:00:00Z') }));
afterEach(() => {
  TestBed.resetTestingModule();
  jest.useRealTimers();
});

/** The limits, known already; the day ends at this instant. */
async function known(dayEndsAt: string) {
  api.on(GET, limitsAnswer({ perDay: 500 }, 120, dayEndsAt));
  TestBed.configureTestingModule({ providers: [...appProviders(), OwnLimits] });
  const own = TestBed.inject(OwnLimits);
  await pass(0);
  expect(own.view()?.spentToday).toBe(120);
  return own;
}

async function pass(ms: number) {
  TestBed.tick();
  await jest.advanceTimersByTimeAsync(ms);
  TestBed.tick();
}

describe('what is spent today', () => {
  it('is asked for anew when the day has ended', async () => {
    const own = await known('2030-01-02T00:00:00.000Z');
    api.on(GET, limitsAnswer({ perDay: 500 }, 0, '2030-01-03T00:00:00.000Z'));
    await pass(2 * HOUR_MS - 1);
    expect([api.count(GET), own.view()?.spentToday]).toEqual([1, 120]);
    await pass(1);
    expect([api.count(GET), own.view()?.spentToday]).toEqual([2, 0]);
  });

  it.each([
    ['fast', '2030-01-01T21:00:00.000Z', 60_000],
    ['slow by a year', '2031-01-01T00:00:00.000Z', 24 * HOUR_MS],
  ])('is not asked for all the time by a clock that is %s', async (_name, dayEndsAt, pause) => {
    await known(dayEndsAt);
    await pass(pause - 1);
    expect(api.count(GET)).toBe(1);
    await pass(1);
    expect(api.count(GET)).toBe(2);
  });

  it('is not asked for by a page that is left', async () => {
    await known('2030-01-02T00:00:00.000Z');
    TestBed.resetTestingModule();
    expect(jest.getTimerCount()).toBe(0);
  });
});

it('an answer or a failure that a save has made old is not taken', async () => {
  for (const late of [limitsAnswer({}, 120), refusal(500, { code: 'internal' })]) {
    const own = await known('2030-01-02T00:00:00.000Z');
    const answer = api.hold(GET);
    const loading = own.load();
    api.on(PUT, limitsAnswer({ perDay: 200 }, 150));
    await own.save({ perAnswer: null, perDay: 200 });
    answer(late);
    await loading;
    expect([own.view()?.spentToday, own.failure()]).toEqual([150, null]);
    TestBed.resetTestingModule();
  }
});
