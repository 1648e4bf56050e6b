import { TestBed } from '@angular/core/testing';
import { render, screen, waitFor } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders, signedInAs } from '../app-providers.fixture';
import { playApi } from '../http/played-api.fixture';
import { userOf } from '../session/jwt.fixture';
import { Session } from '../session/session';
import { refusal } from '../stream/server-stream.fixture';
import { VerifyBanner } from './verify-banner';

const RESEND = 'POST /api/auth/verify/resend';
const api = playApi();

async function draw(pendingGrant: number) {
  signedInAs('ada');
  api.on('GET /api/auth/me', { user: { ...userOf('ada', 0), pendingGrant } });
  await render(VerifyBanner, { providers: appProviders() });
  await TestBed.inject(Session).load();
}

const words = () => screen.queryByRole('region', { name: 'Verify your email' });

describe('the banner for an address that is not verified', () => {
  it('says what waits for it, and where the mail has gone', async () => {
    await draw(1_000);
    await waitFor(() => expect(words()).toHaveTextContent('1,000 free tokens wait for you'));
    expect(words()).toHaveTextContent('mailed to ada@example.com');
  });

  it('is not there where no tokens wait', async () => {
    await draw(0);
    await TestBed.inject(Session).load();
    expect(words()).toBeNull();
  });

  it('has the mail sent again, and says so', async () => {
    await draw(1_000);
    const answer = api.hold(RESEND);
    const button = await screen.findByRole('button', { name: 'Send again' });
    await userEvent.click(button);
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Sending…'));
    await userEvent.click(button);
    answer({ message: 'A mail is on its way.' });
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Sent.'));
    expect(api.count(RESEND)).toBe(1);
  });

  it('says when the mail could not be sent', async () => {
    await draw(1_000);
    api.on(RESEND, refusal(429, { code: 'rate_limited', title: 'Too many requests' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Send again' }));
    await waitFor(() =>
      expect(screen.getByRole('status')).toHaveTextContent('It was not sent: Too many requests.'),
    );
  });

  it('goes when the address was verified in another tab', async () => {
    await draw(1_000);
    await waitFor(() => expect(words()).not.toBeNull());
    api.on('GET /api/auth/me', { user: { ...userOf('ada'), emailVerified: true } });
    document.dispatchEvent(new Event('visibilitychange'));
    await waitFor(() => expect(words()).toBeNull());
  });
});
