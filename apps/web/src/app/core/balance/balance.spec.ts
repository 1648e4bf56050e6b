import { TestBed } from '@angular/core/testing';
import { waitFor } from '@testing-library/angular';
import { httpProviders } from '../app-providers.fixture';
import { playApi } from '../http/played-api.fixture';
import { authAnswer, jwtOf, userOf } from '../session/jwt.fixture';
import { Session } from '../session/session';
import { Balance } from './balance';

const api = playApi();
const ASK = 'GET /api/billing/balance';

function open() {
  TestBed.configureTestingModule({ providers: [httpProviders()] });
  return { balance: TestBed.inject(Balance), session: TestBed.inject(Session) };
}

describe('the balance', () => {
  it('is unknown while nobody is signed in', () => {
    const { balance } = open();
    expect([balance.view(), balance.available()]).toEqual([null, null]);
  });

  it('is at first what sign-in told, and belongs to whom is signed in', () => {
    const { balance, session } = open();
    session.begin({ user: userOf('ada', 900, 100), token: jwtOf('ada') });
    expect(balance.view()).toMatchObject({
      balance: 900,
      held: 100,
      available: 800,
      gift: 0,
      debt: 0,
    });
    balance.show({ balance: 5, held: 0, available: 5, gift: 0, debt: 0 });
    session.begin(authAnswer('bob'));
    expect(balance.available()).toBe(1_000);
  });

  it('after an answer is asked for as a whole when no live feed is there to tell', async () => {
    const { balance } = open();
    balance.show({ balance: 1_000, held: 300, available: 700, gift: 0, debt: 0 });
    api.on(ASK, { balance: 975, held: 0, available: 975, gift: 0, debt: 0 });
    balance.moved();
    expect(balance.view()).toEqual({ balance: 1_000, held: 300, available: 700, gift: 0, debt: 0 });
    await waitFor(() => expect(balance.available()).toBe(975));
    expect(api.lines).toEqual([ASK]);
  });

  it('is not asked for beside a live feed', () => {
    const { balance } = open();
    balance.live.set(true);
    balance.moved();
    expect(api.lines).toEqual([]);
  });

  it('stays on the screen when it cannot be asked for', async () => {
    const { balance } = open();
    balance.show({ balance: 10, held: 0, available: 10, gift: 0, debt: 0 });
    api.cut(ASK);
    await balance.refresh();
    expect(balance.available()).toBe(10);
  });
});
