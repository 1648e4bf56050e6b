import type { Credentials } from '@prome-dify/contracts';
import { render, screen, waitFor } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { Failure, type FailureFacts } from '../../http/failure';
import { CredentialsForm } from './credentials-form';

const GOOD = { email: 'user@example.com', password: 'password123' };

/** The form, with a deed that waits until the test says how it ends. */
async function draw(deed = 'Create account', choosing = true) {
  const performed: Credentials[] = [];
  const ends: { succeed(): void; fail(error: unknown): void }[] = [];
  let done = 0;
  const perform = (credentials: Credentials) => {
    performed.push(credentials);
    return new Promise<void>((succeed, fail) => ends.push({ succeed, fail }));
  };
  await render(CredentialsForm, {
    inputs: { deed, choosing, perform },
    on: { done: () => (done += 1) },
  });
  const user = userEvent.setup();
  const fill = async (email: string, password: string) => {
    await user.type(screen.getByLabelText('Email'), email);
    await user.type(screen.getByLabelText('Password'), password);
  };
  const submit = () => user.click(screen.getByRole('button', { name: deed }));
  return { performed, ends, user, fill, submit, finished: () => done };
}

async function refusedWith(code: Failure['code'], message: string, facts: FailureFacts = {}) {
  const form = await draw();
  await form.fill(GOOD.email, GOOD.password);
  await form.submit();
  form.ends[0]?.fail(new Failure(code, message, facts));
  await waitFor(() => expect(screen.getByRole('button', { name: 'Create account' })).toBeEnabled());
  return form;
}

beforeEach(() => history.replaceState(null, ''));

describe('the form', () => {
  it('does its deed with what was typed, once, and says when it is done', async () => {
    const { performed, ends, fill, submit, finished } = await draw();
    await fill(`  ${GOOD.email} `, GOOD.password);
    await submit();
    expect([performed, finished()]).toEqual([[GOOD], 0]);
    ends[0]?.succeed();
    await waitFor(() => expect(finished()).toBe(1));
  });

  it('finds the address again when the page is opened anew, until the deed is done', async () => {
    const { ends, fill, submit } = await draw();
    await fill(GOOD.email, GOOD.password);
    expect(history.state).toEqual({ email: GOOD.email });
    await submit();
    ends[0]?.succeed();
    await waitFor(() => expect(history.state).toEqual({ email: '' }));
  });

  it('is sent by Enter as well', async () => {
    const { performed, fill, user } = await draw();
    await fill(GOOD.email, `${GOOD.password}{Enter}`);
    await user.keyboard('{Enter}');
    expect(performed).toEqual([GOOD]);
  });

  it('keeps blanks of a password, which may be part of it', async () => {
    const { performed, fill, submit } = await draw();
    await fill(GOOD.email, '  a sentence  ');
    await submit();
    expect(performed[0]?.password).toBe('  a sentence  ');
  });

  it('locks its button while the deed is on its way', async () => {
    const { performed, ends, fill, submit, user } = await draw();
    await fill(GOOD.email, GOOD.password);
    await submit();
    const button = screen.getByRole('button', { name: 'Create account' });
    await waitFor(() => expect(button).toBeDisabled());
    await user.click(button);
    await user.type(screen.getByLabelText('Password'), '{Enter}');
    expect(performed).toHaveLength(1);
    ends[0]?.succeed();
    await waitFor(() => expect(button).toBeEnabled());
  });

  it('shows the password when asked to', async () => {
    const { user } = await draw();
    const password = screen.getByLabelText('Password');
    expect(password).toHaveAttribute('type', 'password');
    await user.click(screen.getByRole('button', { name: 'Show' }));
    expect(password).toHaveAttribute('type', 'text');
    expect(screen.getByRole('button', { name: 'Hide' })).toHaveAttribute('aria-pressed', 'true');
  });

  it.each([
    [true, 'new-password'],
    [false, 'current-password'],
  ])('tells a password manager what the password is (choosing: %s)', async (choosing, hint) => {
    await draw('Sign in', choosing);
    expect(screen.getByLabelText('Password')).toHaveAttribute('autocomplete', hint);
    expect(screen.getByLabelText('Email')).toHaveAttribute('autocomplete', 'username');
  });
});

describe('what is not right', () => {
  it.each([
    ['', GOOD.password, 'Email', 'Enter your email address'],
    ['nobody', GOOD.password, 'Email', 'This does not look like an email address'],
    [GOOD.email, '', 'Password', 'Enter your password'],
    [GOOD.email, 'short', 'Password', 'Use at least 8 characters'],
  ])('is said at its field, and nothing is sent (%j, %j)', async (email, password, label, text) => {
    const { performed, fill, submit } = await draw();
    await fill(email || '{Tab}', password || '{Tab}');
    await submit();
    const field = screen.getByLabelText(label);
    await waitFor(() => expect(field).toHaveAccessibleDescription(text));
    expect(field).toHaveAttribute('aria-invalid', 'true');
    expect(performed).toEqual([]);
  });

  it('is not said before somebody had the chance to get it right', async () => {
    const { user } = await draw();
    await user.type(screen.getByLabelText('Email'), 'nob');
    expect(screen.getByLabelText('Email')).toHaveAccessibleDescription('');
  });

  it('is less when signing in: an old password may be short', async () => {
    const { performed, fill, submit } = await draw('Sign in', false);
    await fill(GOOD.email, 'old');
    await submit();
    expect(performed).toEqual([{ email: GOOD.email, password: 'old' }]);
  });
});

describe('what the server says', () => {
  it('about an email stands at the email', async () => {
    await refusedWith('email_taken', 'An account with this email exists');
    const email = screen.getByLabelText('Email');
    await waitFor(() =>
      expect(email).toHaveAccessibleDescription('This email has an account already'),
    );
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('about fields stands at each of them', async () => {
    const fields = [
      { pointer: '/email', message: 'is not an address' },
      { pointer: '/password', message: 'is too easy' },
    ];
    await refusedWith('validation_failed', 'Some fields are not valid', { fields });
    await waitFor(() =>
      expect(screen.getByLabelText('Email')).toHaveAccessibleDescription('is not an address'),
    );
    expect(screen.getByLabelText('Password')).toHaveAccessibleDescription('is too easy');
  });

  it('about something else stands over the form, and what was typed stays', async () => {
    await refusedWith('invalid_credentials', 'The email or the password is wrong');
    expect(screen.getByRole('alert')).toHaveTextContent('The email or the password is wrong.');
    expect(screen.getByLabelText('Email')).toHaveValue(GOOD.email);
    expect(screen.getByLabelText('Password')).toHaveValue(GOOD.password);
  });

  it('about time is passed on', async () => {
    await refusedWith('rate_limited', 'Too many requests, try again soon', { retryAfter: 12 });
    expect(screen.getByRole('alert')).toHaveTextContent('Try again in 12 seconds.');
  });

  it('is no obstacle to trying again', async () => {
    const { submit, performed } = await refusedWith('unreachable', 'Not reached');
    await submit();
    expect(performed).toHaveLength(2);
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
