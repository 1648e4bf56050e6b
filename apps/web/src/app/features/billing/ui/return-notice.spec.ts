import { TestBed } from '@angular/core/testing';
import type { PurchaseState } from '@prome-dify/contracts';
import { render, screen, waitFor } from '@testing-library/angular';
import { appProviders } from '../../../core/app-providers.fixture';
import { Balance } from '../../../core/balance/balance';
import { Failure } from '../../../core/http/failure';
import { playApi } from '../../../core/http/played-api.fixture';
import { refusal } from '../../../core/stream/server-stream.fixture';
import { purchaseAnswer } from '../purchase.fixture';
import { ReturnNotice } from './return-notice';
import { returnText } from './return-text';

const api = playApi();
const BALANCE = 'GET /api/billing/balance';
const CONFIRM = 'POST /api/billing/checkout/cs_1/confirm';

async function draw(sessionId = 'cs_1'): Promise<void> {
  const { fixture } = await render(ReturnNotice, {
    inputs: { sessionId },
    providers: appProviders(),
  });
  fixture.detectChanges();
}

describe('coming back from the payment page', () => {
  beforeEach(() => api.hold(BALANCE));

  it('says at first that the payment is being checked, whatever the address claims', async () => {
    api.hold(CONFIRM);
    await draw();
    expect(screen.getByRole('status')).toHaveTextContent('Checking your payment…');
    expect(TestBed.inject(Balance).view()).toBeNull();
  });

  it('goes from pending to credited, and the balance with it', async () => {
    api.on(CONFIRM, purchaseAnswer('pending'));
    await draw();
    expect(await screen.findByText(/Your payment is pending/)).toBeVisible();
    api.on(CONFIRM, purchaseAnswer('paid', 11_000));
    api.on(BALANCE, { balance: 11_000, held: 0, available: 11_000, gift: 0, debt: 0 });
    const paid = await screen.findByText(/Payment received: 10,000 tokens/, {}, { timeout: 3_000 });
    expect(paid).toBeVisible();
    await waitFor(() => expect(TestBed.inject(Balance).view()?.balance).toBe(11_000));
    expect(api.lines.filter((line) => line === CONFIRM)).toHaveLength(2);
  });

  it('with a session that is not ours credits nothing', async () => {
    api.on(CONFIRM, refusal(404, { code: 'not_found' }));
    await draw();
    expect(await screen.findByText(/We do not know this payment/)).toBeVisible();
    expect(TestBed.inject(Balance).view()).toBeNull();
  });

  it('cannot be used to ask for another endpoint', async () => {
    api.on('POST /api/billing/checkout/..%2F..%2Fauth%2Flogout%3F/confirm', purchaseAnswer('paid'));
    await draw('../../auth/logout?');
    expect(await screen.findByText(/Payment received/)).toBeVisible();
  });
});

describe('what is said of a payment', () => {
  it.each<[PurchaseState, string, RegExp]>([
    ['pending', 'info', /pending/],
    ['processing', 'info', /bank is still working/],
    ['paid', 'good', /10,000 tokens were credited/],
    ['failed', 'error', /failed. Nothing was charged/],
    ['expired', 'warning', /expired. Nothing was charged/],
    ['review', 'warning', /by hand/],
  ])('that is %s is %s', (state, tone, text) => {
    const said = returnText({ kind: 'known', answer: purchaseAnswer(state) });
    expect([said.tone, said.text]).toEqual([tone, expect.stringMatching(text)]);
  });

  it('that was given back since is thanked for no more', () => {
    const back = { ...purchaseAnswer('paid').purchase, refundedAmount: 999, tokensCredited: 0 };
    const said = returnText({ kind: 'known', answer: { purchase: back, balance: 0 } });
    expect(said).toEqual({
      tone: 'info',
      text: 'Payment received. You got $9.99 back. We took back 10,000 tokens.',
    });
  });

  it('that cannot be checked is no alarm: it is tried again', () => {
    const said = returnText({ kind: 'unknown', failure: new Failure('unreachable', 'x') });
    expect([said.tone, said.text]).toEqual(['info', expect.stringMatching(/We keep trying/)]);
  });
});
