import { TestBed } from '@angular/core/testing';
import { render, screen, waitFor } from '@testing-library/angular';
import { appProviders } from '../../../core/app-providers.fixture';
import { Balance } from '../../../core/balance/balance';
import { Failure } from '../../../core/http/failure';
import { playApi } from '../../../core/http/played-api.fixture';
import { LowBalance } from './low-balance';
import { TurnFailure } from './turn-failure';

const api = playApi();
const owing = (debt: number) => ({ balance: 0, held: 0, available: 0, gift: 0, debt });

describe('while tokens are owed', () => {
  it('a refused answer says so, leads to the packages, and keeps its reason afterwards', async () => {
    const failure = new Failure('insufficient_tokens', 'Insufficient tokens', { balance: 0 });
    await render(TurnFailure, { inputs: { failure }, providers: appProviders() });
    const alert = screen.getByRole('alert');
    expect(alert).toHaveTextContent('There are not enough tokens for this answer.');
    TestBed.inject(Balance).show(owing(83));
    await waitFor(() => expect(alert).toHaveTextContent(/paused while you owe 83 tokens/));
    expect(screen.getByRole('link', { name: 'Buy tokens' })).toHaveAttribute('href', '/billing');
    TestBed.inject(Balance).show({ balance: 917, held: 0, available: 917, gift: 0, debt: 0 });
    await waitFor(() => expect(alert).toHaveTextContent(/paused while you owe 83 tokens/));
  });

  it('the composer says so, in the place of the word that tokens run out', async () => {
    api.on('GET /api/billing/usage', { usage: [], nextCursor: null });
    await render(LowBalance, { providers: appProviders() });
    TestBed.inject(Balance).show(owing(0));
    expect(await screen.findByText(/Your tokens are used up/)).toBeVisible();
    TestBed.inject(Balance).show(owing(83));
    expect(await screen.findByText(/You owe 83 tokens/)).toBeVisible();
    expect(screen.queryByText(/used up/)).toBeNull();
    expect(screen.getByRole('link', { name: 'Buy tokens' })).toHaveAttribute('href', '/billing');
  });
});
