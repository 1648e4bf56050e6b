import { TestBed } from '@angular/core/testing';
import { Router, RouterOutlet } from '@angular/router';
import { render, screen, waitFor } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders, signedInAs } from '../../core/app-providers.fixture';
import { playApi } from '../../core/http/played-api.fixture';
import { userOf } from '../../core/session/jwt.fixture';
import { Session } from '../../core/session/session';
import { refusal } from '../../core/stream/server-stream.fixture';
import { ChangeEmailPage } from './change-email-page';
import { ForgotPasswordPage } from './forgot-password-page';
import { ResetPasswordPage } from './reset-password-page';
import { VerifyEmailPage } from './verify-email-page';

const FORGOT = 'POST /api/auth/password/forgot';
const RESET = 'POST /api/auth/password/reset';
const CHANGE = 'POST /api/auth/email/confirm';
const VERIFY = 'POST /api/auth/verify';
const api = playApi();

async function open(address: string) {
  const routes = [
    { path: 'forgot-password', component: ForgotPasswordPage },
    { path: 'reset-password', component: ResetPasswordPage },
    { path: 'verify-email', component: VerifyEmailPage },
    { path: 'change-email', component: ChangeEmailPage },
    { path: '**', children: [] },
  ];
  await render('<router-outlet />', { imports: [RouterOutlet], providers: appProviders(routes) });
  await TestBed.inject(Router).navigateByUrl(address);
  await screen.findByRole('heading', { level: 1 });
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

describe('a forgotten password', () => {
  const ask = async () => {
    await open('/forgot-password');
    await userEvent.type(screen.getByLabelText('Email'), 'ada@example.com');
    await press('Send link');
  };

  it('asks for the address alone, and says that a mail is on its way', async () => {
    const answer = api.hold(FORGOT);
    await ask();
    expect(screen.queryByLabelText('Password')).toBeNull();
    expect(screen.getByRole('button', { name: 'Send link' })).toBeDisabled();
    answer({ message: 'yes' });
    expect(await screen.findByRole('status')).toHaveTextContent(
      'If there is an account for ada@example.com, a mail is on its way.',
    );
    expect(api.last(FORGOT)?.body).toEqual({ email: 'ada@example.com' });
  });

  it.each([
    [503, 'mail_not_configured', 'Mail is not set up'],
    [429, 'rate_limited', 'Too many requests'],
  ])('says why no mail is sent (%i %s), and keeps what was typed', async (status, code, title) => {
    api.on(FORGOT, refusal(status, { code, title }));
    await ask();
    expect(await screen.findByRole('alert')).toHaveTextContent(title);
    expect(screen.getByLabelText('Email')).toHaveValue('ada@example.com');
    expect(screen.queryByText(/on its way/)).toBeNull();
  });

  it('sends nothing to what is no address', async () => {
    await open('/forgot-password');
    await userEvent.type(screen.getByLabelText('Email'), 'ada');
    await press('Send link');
    await waitFor(() =>
      expect(screen.getByLabelText('Email')).toHaveAccessibleDescription(/not look like/),
    );
    expect(api.lines).toEqual([]);
  });
});

describe('a new password', () => {
  const set = async (password = 'correct horse') => {
    await open('/reset-password?token=abc');
    await userEvent.type(screen.getByLabelText('New password'), password);
    await press('Set new password');
  };

  it('is set by the link, and leads to signing in', async () => {
    api.on(RESET, new Response(null, { status: 204 }));
    await set();
    expect(await screen.findByText(/Your new password is set/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/login');
    expect(api.last(RESET)?.body).toEqual({ token: 'abc', newPassword: 'correct horse' });
  });

  it('ends the session that is here', async () => {
    signedInAs('ada');
    api.on(RESET, new Response(null, { status: 204 }));
    api.on('POST /api/auth/logout', new Response(null, { status: 204 }));
    await set();
    await waitFor(() => expect(TestBed.inject(Session).signedIn()).toBe(false));
  });

  it.each([
    [410, 'link_expired', /has expired/],
    [410, 'link_used', /was used already/],
    [400, 'link_invalid', /is not valid/],
  ])('is refused plainly when the link does not work (%i %s)', async (status, code, words) => {
    api.on(RESET, refusal(status, { code, title: code }));
    await set();
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    expect(screen.getByRole('link', { name: 'Ask for a new link' })).toHaveAttribute(
      'href',
      '/forgot-password',
    );
  });

  it('is not asked for without a link', async () => {
    await open('/reset-password');
    expect(screen.getByRole('alert')).toHaveTextContent('not complete');
    expect(screen.queryByLabelText('New password')).toBeNull();
  });

  it('stays where it is when the server cannot be reached, or wants another', async () => {
    api.cut(RESET);
    await set();
    expect(await screen.findByRole('alert')).toHaveTextContent('could not be reached');
    const field = screen.getByLabelText('New password');
    expect(field).toHaveValue('correct horse');
    const errors = [{ pointer: '/newPassword', message: 'is too easy' }];
    api.on(RESET, refusal(400, { code: 'validation_failed', title: 'Not valid', errors }));
    await press('Set new password');
    await waitFor(() => expect(field).toHaveAccessibleDescription('is too easy'));
  });

  it('has the length that the server wants', async () => {
    await set('short');
    await waitFor(() =>
      expect(screen.getByLabelText('New password')).toHaveAccessibleDescription(/at least 8/),
    );
    expect(api.lines).toEqual([]);
  });
});

describe('verifying an address', () => {
  it('happens as soon as the link is opened, and says what came with it', async () => {
    const answer = api.hold(VERIFY);
    await open('/verify-email?token=abc');
    expect(screen.getByRole('status')).toHaveTextContent('Verifying your address…');
    answer({ grantedTokens: 1_000 });
    expect(await screen.findByText(/verified, and 1,000 tokens are yours/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/login');
    expect([api.count(VERIFY), api.last(VERIFY)?.body]).toEqual([1, { token: 'abc' }]);
  });

  it('is known at once to who is signed in', async () => {
    signedInAs('ada');
    api.on(VERIFY, { grantedTokens: 0 });
    api.on('GET /api/auth/me', { user: { ...userOf('ada'), emailVerified: true } });
    await open('/verify-email?token=abc');
    expect(await screen.findByText('Your address is verified.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Go to the chat' })).toHaveAttribute('href', '/chat');
    expect(TestBed.inject(Session).user()?.emailVerified).toBe(true);
  });

  it('offers another mail to who is signed in when the link has expired', async () => {
    signedInAs('ada');
    api.on('GET /api/auth/me', { user: userOf('ada') });
    api.on(VERIFY, refusal(410, { code: 'link_expired', title: 'Expired' }));
    api.on('POST /api/auth/verify/resend', { message: 'yes' });
    await open('/verify-email?token=abc');
    await TestBed.inject(Session).load();
    expect(await screen.findByRole('alert')).toHaveTextContent('has expired');
    await userEvent.click(await screen.findByRole('button', { name: 'Send again' }));
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Sent.'));
  });

  it('leads to signing in who is not', async () => {
    api.on(VERIFY, refusal(410, { code: 'link_used', title: 'Used' }));
    await open('/verify-email?token=abc');
    expect(await screen.findByRole('alert')).toHaveTextContent('was used already');
    expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/login');
  });

  it('says that a link without its token is not complete, and asks nobody', async () => {
    await open('/verify-email');
    expect(await screen.findByRole('alert')).toHaveTextContent('not complete');
    expect(api.lines).toEqual([]);
  });

  it('can be tried again when the server could not be reached', async () => {
    api.cut(VERIFY);
    await open('/verify-email?token=abc');
    await screen.findByText(/could not be verified/);
    api.on(VERIFY, { grantedTokens: 0 });
    await press('Try again');
    expect(await screen.findByText('Your address is verified.')).toBeVisible();
  });
});

describe('changing an address', () => {
  it('happens as soon as the link is opened, and is known at once to who is signed in', async () => {
    signedInAs('ada');
    const answer = api.hold(CHANGE);
    await open('/change-email?token=abc');
    expect(screen.getByRole('status')).toHaveTextContent('Changing your address…');
    const user = { ...userOf('ada'), email: 'new@example.com', emailVerified: true };
    api.on('GET /api/auth/me', { user });
    answer({ email: 'new@example.com', grantedTokens: 0 });
    expect(await screen.findByText(/Your address is new@example\.com now/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Go to your account' })).toHaveAttribute(
      'href',
      '/account',
    );
    expect(TestBed.inject(Session).user()?.email).toBe('new@example.com');
    expect([api.count(CHANGE), api.last(CHANGE)?.body]).toEqual([1, { token: 'abc' }]);
  });

  it.each([
    [410, 'link_expired', /has expired/],
    [410, 'link_used', /was used already/],
    [400, 'link_invalid', /is not valid/],
    [409, 'email_taken', /has an account of its own meanwhile.+Nothing has changed/],
  ])('is refused plainly when it cannot be done (%i %s)', async (status, code, words) => {
    api.on(CHANGE, refusal(status, { code, title: code }));
    await open('/change-email?token=abc');
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/login');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('is not asked for without a link', async () => {
    await open('/change-email');
    expect(await screen.findByRole('alert')).toHaveTextContent('not complete');
    expect(api.lines).toEqual([]);
  });

  it('can be tried again when the server could not be reached', async () => {
    api.cut(CHANGE);
    await open('/change-email?token=abc');
    await screen.findByText(/could not be changed/);
    api.on(CHANGE, { email: 'new@example.com', grantedTokens: 0 });
    await press('Try again');
    expect(await screen.findByText(/is new@example\.com now/)).toBeVisible();
  });
});
