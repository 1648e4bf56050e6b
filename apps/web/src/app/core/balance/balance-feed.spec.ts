import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { httpProviders, signedInAs } from '../app-providers.fixture';
import { playApi, type Asked } from '../http/played-api.fixture';
import { Session } from '../session/session';
import { ServerStream, refusal } from '../stream/server-stream.fixture';
import { Balance } from './balance';
import { BalanceFeed } from './balance-feed';

const api = playApi();
const FEED = 'GET /api/billing/balance/stream';
const view = (balance: number) => ({ balance, held: 0, available: balance, gift: 0, debt: 0 });

let streams: ServerStream[];
let hidden = false;
beforeEach(() => {
  jest.useFakeTimers();
  streams = [];
  hidden = false;
  Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true });
  api.on(FEED, ({ signal }: Asked) => {
    const stream = new ServerStream();
    streams.push(stream);
    return stream.to(signal);
  });
});
afterEach(() => {
  TestBed.resetTestingModule();
  jest.useRealTimers();
});

async function pass(ms = 0): Promise<void> {
  TestBed.tick();
  await jest.advanceTimersByTimeAsync(ms);
}

async function open(): Promise<Balance> {
  TestBed.configureTestingModule({ providers: [httpProviders()] });
  TestBed.runInInjectionContext(() => TestBed.inject(BalanceFeed).start());
  await pass();
  return TestBed.inject(Balance);
}

function look(visible: boolean): void {
  hidden = !visible;
  document.dispatchEvent(new Event('visibilitychange'));
}

const openConnections = () => api.asked.filter(({ signal }) => !signal?.aborted).length;

describe('the live balance', () => {
  it('follows every event of its stream', async () => {
    signedInAs('ada');
    const balance = await open();
    streams[0]?.send('balance', view(990), 1).write(': heartbeat\n\n').send('other', {}, 2);
    // A stream is read in pauses.
    await pass(100);
    expect([balance.view(), balance.live()]).toEqual([view(990), true]);
    streams[0]?.send('balance', view(980), 3);
    await pass(100);
    expect(balance.available()).toBe(980);
  });

  it('is not asked for while nobody is signed in', async () => {
    const balance = await open();
    expect([api.lines, balance.live()]).toEqual([[], false]);
  });

  it('ends with the session', async () => {
    signedInAs('ada');
    const balance = await open();
    api.on('POST /api/auth/logout', {});
    await TestBed.inject(Session).signOut();
    await pass();
    expect([api.last(FEED)?.signal?.aborted, balance.live()]).toEqual([true, false]);
    await pass(60_000);
    expect(api.count(FEED)).toBe(1);
  });

  it('gives its connection back while the tab is hidden, and asks anew when it is seen', async () => {
    signedInAs('ada');
    const balance = await open();
    look(false);
    await pass(60_000);
    expect([openConnections(), balance.live(), api.count(FEED)]).toEqual([0, false, 1]);
    look(true);
    await pass();
    expect([openConnections(), balance.live(), api.count(FEED)]).toEqual([1, true, 2]);
  });

  it('comes back after the server ended it, and after the connection broke', async () => {
    signedInAs('ada');
    const balance = await open();
    streams[0]?.end();
    await pass(1_000);
    expect(api.count(FEED)).toBe(2);
    streams[1]?.cut();
    await pass();
    expect(balance.live()).toBe(false);
    await pass(8_000);
    expect([api.count(FEED), balance.live()]).toEqual([3, true]);
  });

  it('waits longer and longer for a server that is down, and never gives up', async () => {
    signedInAs('ada');
    api.on(FEED, () => refusal(503, { code: 'server_busy' }));
    await open();
    await pass(120_000);
    expect(api.count(FEED)).toBeGreaterThan(10);
    expect(api.count(FEED)).toBeLessThan(30);
  });

  it('survives an event that it cannot read', async () => {
    signedInAs('ada');
    const balance = await open();
    streams[0]?.write('event: balance\ndata: {"balance":\n\n');
    await pass(2_000);
    streams[1]?.send('balance', view(7), 1);
    await pass();
    expect(balance.available()).toBe(7);
  });
});
