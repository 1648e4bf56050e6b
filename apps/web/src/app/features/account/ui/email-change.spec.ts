import { TestBed } from '@angular/core/testing';
import { render, screen, waitFor } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders, signedInAs } from '../../../core/app-providers.fixture';
import { playApi } from '../../../core/http/played-api.fixture';
import { userOf } from '../../../core/session/jwt.fixture';
import { Session } from '../../../core/session/session';
import { refusal } from '../../../core/stream/server-stream.fixture';
import { EmailChange } from './email-change';

const api = playApi();
const POST = 'POST /api/auth/email';
const NEW = 'new@example.com';
const PASSWORD = 'password123';

async function draw() {
  signedInAs('ada');
  api.on('GET /api/auth/me', { user: userOf('ada') });
  await render(EmailChange, { providers: appProviders() });
  await TestBed.inject(Session).load();
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

async function fill(email: string, password: string) {
  await press('Change email');
  if (email) await userEvent.type(screen.getByLabelText('New email'), email);
  if (password) await userEvent.type(screen.getByLabelText('Password'), password);
  await press('Send link');
}

describe('changing the email', () => {
  it('is a button first, and a form with the keyboard in it when that is pressed', async () => {
    await draw();
    expect(screen.queryByLabelText('New email')).toBeNull();
    await press('Change email');
    await waitFor(() => expect(screen.getByLabelText('New email')).toHaveFocus());
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByLabelText('New email')).toBeNull();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Change email' })).toHaveFocus());
  });

  it('sends both, once, and says which address holds until the link is followed', async () => {
    await draw();
    const answer = api.hold(POST);
    await fill(NEW, PASSWORD);
    expect(screen.getByRole('button', { name: 'Send link' })).toHaveAttribute('aria-busy', 'true');
    await press('Send link');
    answer({ message: 'A mail is on its way.' });
    expect(await screen.findByRole('status')).toHaveTextContent(
      `We have sent a link to ${NEW}. Until you follow it, ada@example.com stays.`,
    );
    expect([api.count(POST), api.last(POST)?.body]).toEqual([
      1,
      { email: NEW, password: PASSWORD },
    ]);
    expect(screen.queryByLabelText('Password')).toBeNull();
    await press('Send again or to another');
    expect(screen.getByLabelText('Password')).toHaveValue('');
  });

  it.each([
    ['', PASSWORD, 'Enter the new address'],
    ['ada', PASSWORD, 'This does not look like an email address'],
    [NEW, '', 'Enter your password'],
  ])('is not asked for with %j and %j', async (email, password, message) => {
    await draw();
    await fill(email, password);
    expect(await screen.findByText(message)).toBeVisible();
    expect(api.count(POST)).toBe(0);
  });

  it('says at their fields what is wrong, and keeps what was typed', async () => {
    await draw();
    api.on(POST, refusal(401, { code: 'invalid_credentials' }));
    await fill(NEW, 'guessed it');
    expect(await screen.findByText('This is not your password')).toBeVisible();
    expect(screen.getByLabelText('Password')).toBeInvalid();
    expect(screen.getByLabelText('New email')).toHaveValue(NEW);
    const errors = [{ pointer: '/email', message: 'is the address of this account already' }];
    api.on(POST, refusal(400, { code: 'validation_failed', title: 'Not valid', errors }));
    await userEvent.type(screen.getByLabelText('Password'), '!');
    await press('Send link');
    expect(await screen.findByText('This address cannot be used')).toBeVisible();
    expect(screen.getByLabelText('New email')).toBeInvalid();
  });

  it('says above the form when it may not be tried for a while', async () => {
    await draw();
    const wait = { code: 'rate_limited', title: 'Too many requests, try again soon' } as const;
    api.on(POST, refusal(429, wait, { 'retry-after': '40' }));
    await fill(NEW, PASSWORD);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'No link was sent. Too many requests, try again soon. Try again in 40 seconds.',
    );
  });
});
