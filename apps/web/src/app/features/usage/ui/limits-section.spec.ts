import { TestBed } from '@angular/core/testing';
import type { SpendingLimitsAnswer } from '@prome-dify/contracts';
import { render, screen, waitFor } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders } from '../../../core/app-providers.fixture';
import { Balance } from '../../../core/balance/balance';
import { playApi } from '../../../core/http/played-api.fixture';
import { refusal } from '../../../core/stream/server-stream.fixture';
import { OwnLimits } from '../data-access/own-limits';
import { limitsAnswer } from '../limits.fixture';
import { LimitsSection } from './limits-section';

const api = playApi();
const GET = 'GET /api/billing/limits';
const PUT = 'PUT /api/billing/limits';

async function draw(answer: SpendingLimitsAnswer | Response = limitsAnswer()) {
  api.on(GET, answer);
  await open();
}

async function open() {
  await render(LimitsSection, { providers: [...appProviders(), OwnLimits] });
}

const field = (name: string) => screen.findByRole('textbox', { name });

/** The network as the browser reports it. */
function network(online: boolean) {
  Object.defineProperty(navigator, 'onLine', { value: online, configurable: true });
  window.dispatchEvent(new Event(online ? 'online' : 'offline'));
}

describe('the limits', () => {
  it('are shown as they are set, with what is spent', async () => {
    await draw(limitsAnswer({ perAnswer: 60, perDay: 500 }, 120));
    expect(await field('Per answer')).toHaveValue('60');
    expect(await field('Per day')).toHaveValue('500');
    expect(screen.getByText(/^120 of 500 tokens spent today; the day ends at .+\.$/)).toBeVisible();
  });

  it('are empty fields where there are none', async () => {
    await draw();
    expect(await field('Per answer')).toHaveValue('');
    expect(await field('Per day')).toHaveValue('');
    expect(screen.getByText(/^0 tokens spent today/)).toBeVisible();
  });

  it('hold their place while they are loaded', async () => {
    const answer = api.hold(GET);
    await open();
    expect(screen.getByRole('status', { name: 'Loading' })).toBeInTheDocument();
    answer(limitsAnswer());
    expect(await field('Per day')).toBeVisible();
    expect(screen.queryByRole('status', { name: 'Loading' })).toBeNull();
  });

  it('that could not be loaded can be asked for again', async () => {
    await draw(refusal(503, { code: 'server_busy', title: 'The server is busy' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Your limits could not be loaded. The server is busy.',
    );
    const answer = api.hold(GET);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('status', { name: 'Loading' })).toBeInTheDocument();
    expect(screen.queryByRole('alert')).toBeNull();
    answer(limitsAnswer({ perDay: 7 }));
    expect(await field('Per day')).toHaveValue('7');
  });

  it('that are saved change what is said about today', async () => {
    await draw(limitsAnswer({}, 120));
    api.on(PUT, limitsAnswer({ perDay: 200 }, 120));
    await userEvent.type(await field('Per day'), '200');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/^120 of 200 tokens spent today/)).toBeVisible();
    expect(api.last(PUT)?.body).toEqual({ perAnswer: null, perDay: 200 });
  });
});

describe('the limits follow', () => {
  afterEach(() => network(true));

  it('the balance, and what is being typed stays', async () => {
    await draw(limitsAnswer({ perDay: 500 }, 120));
    await userEvent.type(await field('Per answer'), '6');
    api.on(GET, limitsAnswer({ perDay: 400 }, 150));
    TestBed.inject(Balance).show({ balance: 850, held: 0, available: 850, gift: 0, debt: 0 });
    expect(await screen.findByText(/^150 of 400 tokens spent today/)).toBeVisible();
    expect(await field('Per answer')).toHaveValue('6');
    expect(await field('Per day')).toHaveValue('500');
  });

  it('and stay when asking again fails', async () => {
    await draw(limitsAnswer({ perDay: 500 }, 120));
    await field('Per day');
    api.on(GET, refusal(500, { code: 'internal' }));
    TestBed.inject(Balance).show({ balance: 850, held: 0, available: 850, gift: 0, debt: 0 });
    await waitFor(() => expect(api.count(GET)).toBe(2));
    expect(await field('Per day')).toHaveValue('500');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('the network: without it they say so, with it they come', async () => {
    network(false);
    api.cut(GET);
    await open();
    expect(await screen.findByRole('alert')).toHaveTextContent('You are offline.');
    api.on(GET, limitsAnswer({ perDay: 7 }));
    network(true);
    expect(await field('Per day')).toHaveValue('7');
  });
});
