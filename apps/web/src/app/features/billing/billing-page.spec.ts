import type { Provider } from '@angular/core';
import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { render, screen, waitFor, within } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders } from '../../core/app-providers.fixture';
import { Balance } from '../../core/balance/balance';
import { playApi } from '../../core/http/played-api.fixture';
import { refusal } from '../../core/stream/server-stream.fixture';
import { BillingPage } from './billing-page';
import { NEW_TAB } from './data-access/receipts';
import { offer, purchase, purchaseAnswer } from './purchase.fixture';

const api = playApi();
const PACKAGES = 'GET /api/billing/packages';
const PURCHASES = 'GET /api/billing/purchases';
const none = { purchases: [], nextCursor: null };

async function draw(
  inputs: { status?: string; session_id?: string } = {},
  providers: Provider[] = [],
) {
  await render(BillingPage, { inputs, providers: [...appProviders(), ...providers] });
}

beforeEach(() => {
  api.on(PACKAGES, offer()).on(PURCHASES, none);
});

describe('the billing page', () => {
  it('shows what is left, and what running answers have set aside', async () => {
    await draw();
    TestBed.inject(Balance).show({
      balance: 12_000,
      held: 500,
      available: 11_500,
      gift: 0,
      debt: 0,
    });
    const section = await screen.findByRole('region', { name: 'Your balance' });
    await waitFor(() => expect(section).toHaveTextContent('11,500 tokens available'));
    expect(section).toHaveTextContent('500 more are set aside');
  });

  it('shows what is owed, why, and what ends it', async () => {
    await draw();
    TestBed.inject(Balance).show({ balance: 0, held: 0, available: 0, gift: 0, debt: 1_500 });
    const section = await screen.findByRole('region', { name: 'Your balance' });
    await waitFor(() => expect(section).toHaveTextContent('1,500 tokens owed'));
    expect(section).toHaveTextContent('0 tokens left');
    expect(section).toHaveTextContent('Your next purchase repays them first.');
  });

  it.each([
    ['emulator', /Sandbox: no money moves/],
    ['test', /test mode: no money moves/],
    ['off', /Payments are not set up here/],
  ] as const)('says when payments are not what they look like: %s', async (mode, text) => {
    api.on(PACKAGES, offer(mode));
    await draw();
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('says nothing of the kind where money moves', async () => {
    api.on(PACKAGES, offer('live'));
    await draw();
    expect(await screen.findByRole('button', { name: 'Purchase Pro' })).toBeEnabled();
    expect(screen.queryByText(/no money moves/)).toBeNull();
  });

  it('confirms nothing without a session to confirm', async () => {
    await draw({ status: 'success' });
    expect(await screen.findByRole('button', { name: 'Purchase Pro' })).toBeVisible();
    expect(screen.queryByText(/Payment received/)).toBeNull();
  });

  it('tells somebody who cancelled that nothing was charged, and confirms nothing', async () => {
    await draw({ status: 'cancel', session_id: 'cs_1' });
    expect(screen.getByText(/cancelled. Nothing was charged/)).toBeVisible();
  });

  it('shows a payment as it is confirmed, and lists it anew', async () => {
    api.on('POST /api/billing/checkout/cs_1/confirm', purchaseAnswer('paid', 11_000));
    api.on(PURCHASES, { purchases: [purchase('paid')], nextCursor: null });
    api.on('GET /api/billing/balance', {
      balance: 11_000,
      held: 0,
      available: 11_000,
      gift: 0,
      debt: 0,
    });
    await draw({ status: 'success', session_id: 'cs_1' });
    expect(await screen.findByText(/Payment received/)).toBeVisible();
    expect(await screen.findByText('Credited')).toBeVisible();
    await waitFor(() => expect(api.count(PURCHASES)).toBeGreaterThan(1));
  });

  it('can load the packages again when that did not work', async () => {
    api.on(PACKAGES, refusal(503, { code: 'server_busy', title: 'The server is busy' }));
    await draw();
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The packages could not be loaded. The server is busy.');
    api.on(PACKAGES, offer());
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('button', { name: 'Purchase Starter' })).toBeEnabled();
  });

  it('loads the packages again by itself when the network is back', async () => {
    api.on(PACKAGES, refusal(503, { code: 'server_busy', title: 'The server is busy' }));
    await draw();
    await screen.findByRole('alert');
    window.dispatchEvent(new Event('offline'));
    api.on(PACKAGES, offer());
    TestBed.tick();
    window.dispatchEvent(new Event('online'));
    expect(await screen.findByRole('button', { name: 'Purchase Starter' })).toBeEnabled();
  });
});

describe('the list of purchases', () => {
  it('has each with its tokens, price and state', async () => {
    const purchases = [
      purchase('paid'),
      purchase('review', { id: 'p-2', packageName: 'Pro', amount: 4_000, currency: 'jpy' }),
    ];
    api.on(PURCHASES, { purchases, nextCursor: null });
    await draw();
    const rows = await screen.findAllByRole('listitem');
    expect(rows[0]).toHaveTextContent(/Starter.*\$9\.99.*10,000 tokens.*Credited/);
    expect(rows[1]).toHaveTextContent(/Pro.*¥4,000.*In review/);
  });

  it('is fetched anew when tokens move, are owed, and when the page is looked at again', async () => {
    await draw();
    const fetched = (times: number) => waitFor(() => expect(api.count(PURCHASES)).toBe(times));
    await fetched(1);
    const view = { balance: 0, held: 0, available: 0, gift: 0, debt: 0 };
    TestBed.inject(Balance).show({ ...view, balance: 5, available: 5 });
    await fetched(2);
    TestBed.inject(Balance).show({ ...view, balance: 5, available: 5, debt: 7 });
    await fetched(3);
    document.dispatchEvent(new Event('visibilitychange'));
    await fetched(4);
  });

  it('stays when it cannot be fetched anew', async () => {
    api.on(PURCHASES, { purchases: [purchase('paid')], nextCursor: null });
    await draw();
    expect(await screen.findByText('Credited')).toBeVisible();
    api.on(PURCHASES, refusal(503, { code: 'server_busy', title: 'The server is busy' }));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(await screen.findByText(/purchases could not be loaded/)).toBeVisible();
    expect(screen.getByText('Credited')).toBeVisible();
  });

  it('leads to receipts, and says when there is none', async () => {
    const purchases = [purchase('paid'), purchase('expired', { id: 'p-2' })];
    api.on(PURCHASES, { purchases, nextCursor: null });
    const tab = { go: jest.fn(), close: jest.fn() };
    await draw({}, [{ provide: NEW_TAB, useValue: () => tab }]);
    const [button, ...others] = await screen.findAllByRole('button', { name: /^Receipt for/ });
    expect(others).toEqual([]);
    api.on('GET /api/billing/purchases/p-1/receipt', refusal(404, { code: 'not_found' }));
    await userEvent.click(button as HTMLElement);
    expect(await screen.findByText('There is no receipt for this purchase.')).toBeVisible();
    expect(tab.close).toHaveBeenCalledTimes(1);
    const url = 'https://pay.stripe.com/receipts/a1';
    api.on('GET /api/billing/purchases/p-1/receipt', { url });
    await userEvent.click(button as HTMLElement);
    await waitFor(() => expect(tab.go).toHaveBeenCalledWith(url));
    expect(screen.queryByText(/no receipt/)).toBeNull();
  });

  it('says that there are none', async () => {
    await draw();
    expect(await screen.findByText(/You have not bought anything yet/)).toBeVisible();
  });

  it('shows older ones when asked to', async () => {
    api.on(PURCHASES, { purchases: [purchase('paid')], nextCursor: 'c2' });
    await draw();
    const older = await screen.findByRole('button', { name: 'Show older' });
    api.on(PURCHASES, { purchases: [purchase('expired', { id: 'p-2' })], nextCursor: null });
    await userEvent.click(older);
    expect(await screen.findByText('Expired')).toBeVisible();
    expect(api.lines.at(-1)).toBe('GET /api/billing/purchases?cursor=c2');
    expect(screen.getAllByRole('listitem')).toHaveLength(2);
  });
});
