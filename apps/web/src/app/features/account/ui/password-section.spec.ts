import { TestBed } from '@angular/core/testing';
import { render, screen, waitFor } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders, signedInAs } from '../../../core/app-providers.fixture';
import { playApi } from '../../../core/http/played-api.fixture';
import { refusal } from '../../../core/stream/server-stream.fixture';
import { OwnSessions } from '../data-access/own-sessions';
import { sessionOf, sessionsAnswer } from '../sessions.fixture';
import { PasswordSection } from './password-section';

const api = playApi();
const SESSIONS = 'GET /api/auth/sessions';
const POST = 'POST /api/auth/password';
const OLD = 'password123';
const NEW = 'correct horse battery';

async function draw() {
  signedInAs('ada');
  api.on(SESSIONS, sessionsAnswer(sessionOf('phone')));
  await render(PasswordSection, { providers: [...appProviders(), OwnSessions] });
}

async function fill(current: string, next: string) {
  if (current) await userEvent.type(screen.getByLabelText('Current password'), current);
  if (next) await userEvent.type(screen.getByLabelText('New password'), next);
  await userEvent.click(screen.getByRole('button', { name: 'Change password' }));
}

describe('changing the password', () => {
  it('sends both, empties the fields, and looks who is still signed in', async () => {
    await draw();
    await waitFor(() => expect(TestBed.inject(OwnSessions).list()).toHaveLength(2));
    api.on(POST, new Response(null, { status: 204 })).on(SESSIONS, sessionsAnswer());
    await fill(OLD, NEW);
    expect(await screen.findByText('Changed. Every other device is signed out.')).toBeVisible();
    expect(api.last(POST)?.body).toEqual({ currentPassword: OLD, newPassword: NEW });
    expect(screen.getByLabelText('Current password')).toHaveValue('');
    expect(screen.getByLabelText('New password')).toHaveValue('');
    expect(screen.queryByText('Enter your password')).toBeNull();
    await waitFor(() => expect(TestBed.inject(OwnSessions).list()).toHaveLength(1));
  });

  it.each([
    ['', NEW, 'Enter your password'],
    [OLD, '', 'Enter a new password'],
    [OLD, 'short', 'Use at least 8 characters'],
    [OLD, 'x'.repeat(129), 'Use at most 128 characters'],
  ])('is not asked for with %j and %j', async (current, next, message) => {
    await draw();
    await fill(current, next);
    expect(await screen.findByText(message)).toBeVisible();
    expect(api.count(POST)).toBe(0);
  });

  it('says at its field that the password is wrong, and keeps what was typed', async () => {
    await draw();
    api.on(POST, refusal(401, { code: 'invalid_credentials' }));
    await fill('guessed it', NEW);
    expect(await screen.findByText('This is not your password')).toBeVisible();
    expect(screen.getByLabelText('Current password')).toBeInvalid();
    expect(screen.getByLabelText('New password')).toHaveValue(NEW);
    // Another token would not make it right.
    expect(api.lines).not.toContain('POST /api/auth/refresh');
  });

  it('says above the form when it may not be tried for a while', async () => {
    await draw();
    const wait = { code: 'rate_limited', title: 'Too many requests, try again soon' } as const;
    api.on(POST, refusal(429, wait, { 'retry-after': '40' }));
    await fill(OLD, NEW);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The password was not changed. Too many requests, try again soon. Try again in 40 seconds.',
    );
  });

  it('shows what is typed to who wants to see it', async () => {
    await draw();
    expect(screen.getByLabelText('New password')).toHaveAttribute('type', 'password');
    await userEvent.click(screen.getByRole('button', { name: 'Show passwords' }));
    expect(screen.getByLabelText('New password')).toHaveAttribute('type', 'text');
    expect(screen.getByLabelText('Current password')).toHaveAttribute('type', 'text');
  });
});
