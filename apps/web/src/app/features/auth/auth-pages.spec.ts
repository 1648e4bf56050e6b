import { TestBed } from '@angular/core/testing';
import { Router, RouterOutlet } from '@angular/router';
import type { AuthOptions } from '@prome-dify/contracts';
import { render, screen, waitFor } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders } from '../../core/app-providers.fixture';
import { playApi } from '../../core/http/played-api.fixture';
import { authAnswer } from '../../core/session/jwt.fixture';
import { Session } from '../../core/session/session';
import { refusal } from '../../core/stream/server-stream.fixture';
import { LoginPage } from './login-page';
import { RegisterPage } from './register-page';

const OPTIONS: AuthOptions = { mail: true, signupGrant: 'on-register', signupTokens: 1_000 };
const api = playApi();
beforeEach(() => void api.on('GET /api/auth/options', OPTIONS));

async function open(path: '/login' | '/register', returnUrl?: string) {
  const routes = [
    { path: 'login', component: LoginPage },
    { path: 'register', component: RegisterPage },
    { path: '**', children: [] },
  ];
  await render('<router-outlet />', { imports: [RouterOutlet], providers: appProviders(routes) });
  const query = returnUrl === undefined ? '' : `?returnUrl=${encodeURIComponent(returnUrl)}`;
  await TestBed.inject(Router).navigateByUrl(path + query);
  await screen.findByLabelText('Email');
}

async function enter(path: '/login' | '/register', deed: string, returnUrl?: string) {
  await open(path, returnUrl);
  await userEvent.type(screen.getByLabelText('Email'), 'ada@example.com');
  await userEvent.type(screen.getByLabelText('Password'), 'password123');
  await userEvent.click(screen.getByRole('button', { name: deed }));
}

const address = () => TestBed.inject(Router).url;

describe('signing in', () => {
  const LOGIN = 'POST /api/auth/login';

  it('begins a session and leads to the chat', async () => {
    api.on(LOGIN, authAnswer('ada'));
    await enter('/login', 'Sign in');
    await waitFor(() => expect(address()).toBe('/chat'));
    expect(TestBed.inject(Session).user()?.id).toBe('ada');
    expect(api.last(LOGIN)?.body).toEqual({ email: 'ada@example.com', password: 'password123' });
  });

  it('leads back to where somebody was heading', async () => {
    api.on(LOGIN, authAnswer('ada'));
    await enter('/login', 'Sign in', '/billing?status=success&session_id=cs_1');
    await waitFor(() => expect(address()).toBe('/billing?status=success&session_id=cs_1'));
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'does not lead to %s',
    async (returnUrl) => {
      api.on(LOGIN, authAnswer('ada'));
      await enter('/login', 'Sign in', returnUrl);
      await waitFor(() => expect(address()).toBe('/chat'));
    },
  );

  it('stays where it is when the password is wrong', async () => {
    const title = 'The email or the password is wrong';
    api.on(LOGIN, refusal(401, { code: 'invalid_credentials', title }));
    await enter('/login', 'Sign in');
    expect(await screen.findByRole('alert')).toHaveTextContent(title);
    expect([address(), TestBed.inject(Session).signedIn()]).toEqual(['/login', false]);
  });
});

describe('making an account', () => {
  const REGISTER = 'POST /api/auth/register';

  it('begins a session at once', async () => {
    api.on(REGISTER, authAnswer('ada'));
    await enter('/register', 'Create account');
    await waitFor(() => expect(address()).toBe('/chat'));
    expect(localStorage.getItem('token')).not.toBeNull();
  });

  it('with an email that has one says so, and offers to sign in instead', async () => {
    api.on(REGISTER, refusal(409, { code: 'email_taken', title: 'Taken' }));
    await enter('/register', 'Create account');
    await waitFor(() =>
      expect(screen.getByLabelText('Email')).toHaveAccessibleDescription(/has an account already/),
    );
    expect(screen.getByRole('link', { name: 'Sign in instead' })).toHaveAttribute('href', '/login');
  });
});

describe('what the server tells of its accounts', () => {
  const opened = (path: '/login' | '/register', options: Partial<AuthOptions> = {}) => {
    api.on('GET /api/auth/options', { ...OPTIONS, ...options });
    return open(path);
  };
  const heading = () => screen.getByRole('heading', { level: 1 });

  it('offers help with a forgotten password', async () => {
    await opened('/login');
    const link = await screen.findByRole('link', { name: 'Forgot password?' });
    expect(link).toHaveAttribute('href', '/forgot-password');
  });

  it('offers none where no mail can be sent', async () => {
    await opened('/login', { mail: false });
    await waitFor(() => expect(api.count('GET /api/auth/options')).toBe(1));
    expect(screen.queryByRole('link', { name: 'Forgot password?' })).toBeNull();
  });

  it('says how many free tokens there are, and what they wait for', async () => {
    await opened('/register', { signupGrant: 'on-verify', signupTokens: 250 });
    await waitFor(() => expect(heading()).toHaveTextContent('Begin with 250 tokens'));
    expect(screen.getByText(/when you open the link that we mail you/)).toBeVisible();
  });

  it('promises none where there are none', async () => {
    await opened('/register', { signupTokens: 0 });
    await waitFor(() => expect(heading()).toHaveTextContent('Create your account'));
    expect(screen.queryByText(/free/)).toBeNull();
  });
});
