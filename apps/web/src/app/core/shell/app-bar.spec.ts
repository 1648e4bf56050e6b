import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { render, screen, waitFor } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders } from '../app-providers.fixture';
import { Balance } from '../balance/balance';
import { playApi } from '../http/played-api.fixture';
import { jwtOf, userOf } from '../session/jwt.fixture';
import { Session } from '../session/session';
import { AppBar } from './app-bar';

const api = playApi();

async function draw(signedIn: boolean) {
  const { fixture } = await render(AppBar, {
    providers: appProviders([{ path: '**', children: [] }]),
  });
  if (signedIn) TestBed.inject(Session).begin({ user: userOf('ada', 1_000), token: jwtOf('ada') });
  await TestBed.inject(Router).navigateByUrl(signedIn ? '/billing' : '/');
  await fixture.whenStable();
}

describe('the bar for somebody who is signed in', () => {
  it('leads to the three pages, and marks the one that is shown', async () => {
    await draw(true);
    const links = ['Chat', 'Billing', 'Usage'].map((name) => screen.getByRole('link', { name }));
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['/chat', '/billing', '/usage']);
    await waitFor(() =>
      expect(links.map((link) => link.getAttribute('aria-current'))).toEqual([null, 'page', null]),
    );
  });

  it('leads to the account', async () => {
    await draw(true);
    const link = screen.getByRole('link', { name: 'Account' });
    expect(link).toHaveAttribute('href', '/account');
    await TestBed.inject(Router).navigateByUrl('/account');
    await waitFor(() => expect(link).toHaveAttribute('aria-current', 'page'));
  });

  it('shows the balance as a number without separators', async () => {
    await draw(true);
    await waitFor(() => expect(screen.getByTestId('balance')).toHaveTextContent('1000 tokens'));
    TestBed.inject(Balance).show({ balance: 12_345, held: 0, available: 12_345, gift: 0, debt: 0 });
    await waitFor(() => expect(screen.getByTestId('balance')).toHaveTextContent(/^12345 tokens$/));
    expect(screen.queryByText(/held/)).toBeNull();
  });

  it('shows what is held apart from what is spent', async () => {
    await draw(true);
    TestBed.inject(Balance).show({ balance: 1_000, held: 250, available: 750, gift: 0, debt: 0 });
    expect(await screen.findByText('· 250 held, 750 available')).toBeInTheDocument();
    expect(screen.getByTestId('balance')).toHaveTextContent('1000 tokens');
  });

  it('shows what is owed beside the balance', async () => {
    await draw(true);
    TestBed.inject(Balance).show({ balance: 0, held: 0, available: 0, gift: 0, debt: 83 });
    expect(await screen.findByText('· 83 owed')).toBeInTheDocument();
    expect(screen.getByTestId('balance')).toHaveTextContent(/^0 tokens$/);
  });

  it('logs out', async () => {
    api.on('POST /api/auth/logout', {});
    await draw(true);
    await userEvent.click(await screen.findByRole('button', { name: 'Log out' }));
    expect(await screen.findByRole('link', { name: 'Sign in' })).toBeVisible();
    expect(screen.queryByTestId('balance')).toBeNull();
    expect(api.lines).toEqual(['POST /api/auth/logout']);
  });
});

describe('the bar for a visitor', () => {
  it('leads to the login page, and has nothing that is not for visitors', async () => {
    await draw(false);
    expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/login');
    expect(screen.queryByRole('navigation')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Log out' })).toBeNull();
  });

  it.each(['/login', '/register?returnUrl=%2Fchat'])('does not lead from %s to it', async (url) => {
    await draw(false);
    await TestBed.inject(Router).navigateByUrl(url);
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Sign in' })).toBeNull());
  });
});
