import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { HttpClient } from '@angular/common/http';
import { Router, RouterOutlet } from '@angular/router';
import { fireEvent, render, screen, waitFor } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { firstValueFrom } from 'rxjs';
import { appProviders, signedInAs } from '../app-providers.fixture';
import { playApi } from '../http/played-api.fixture';
import { refusal } from '../stream/server-stream.fixture';
import { authGuard } from './auth-guard';
import { AuthorizedFetch } from './authorized-fetch';
import { authAnswer, userOf } from './jwt.fixture';
import { Session } from './session';
import { SessionWatch } from './session-watch';

@Component({ selector: 'pd-desk', template: '<textarea aria-label="Desk"></textarea>' })
class Desk {}

@Component({ selector: 'pd-door', template: '<p>Door</p>' })
class Door {}

@Component({ selector: 'pd-frame', imports: [RouterOutlet], template: '<router-outlet />' })
class Frame {
  readonly watch = inject(SessionWatch).start();
}

const api = playApi();
const [ME, REFRESH, LOGIN] = ['GET /api/auth/me', 'POST /api/auth/refresh', 'POST /api/auth/login'];
const DESK = 'GET /api/desk';
const DRAFT = 'mine:ada:draft:new';
const unauthorized = () => refusal(401, { code: 'unauthorized' });

/** Somebody is at a page of theirs, and writes. */
async function work(): Promise<void> {
  signedInAs('ada');
  api.on(ME, { user: userOf('ada') }).on(REFRESH, unauthorized);
  const routes = [
    { path: 'desk', component: Desk, canActivate: [authGuard] },
    { path: 'login', component: Door },
    { path: '', component: Door },
  ];
  await render(Frame, { providers: appProviders(routes) });
  await TestBed.inject(Router).navigateByUrl('/desk');
  await waitFor(() => expect(TestBed.inject(Session).user()?.id).toBe('ada'));
  desk().focus();
  fireEvent.input(desk(), { target: { value: 'half a thought' } });
  localStorage.setItem(DRAFT, 'half a thought');
}

/** A request learns that the session is over. Resolves when that was answered in the end. */
function ask(): Promise<unknown> {
  const token = localStorage.getItem('token');
  api.on(DESK, ({ headers }: { headers: Headers }) => {
    const bearer = headers.get('authorization');
    return bearer === null || bearer === `Bearer ${token}` ? unauthorized() : { fine: true };
  });
  return firstValueFrom(TestBed.inject(HttpClient).get('/api/desk')).catch(() => 'refused');
}

/** Another tab changes what all share; the browser tells this one. */
function elsewhere(change: () => void): void {
  change();
  window.dispatchEvent(new StorageEvent('storage', { key: 'token' }));
}

const TITLE = { name: 'Your session has ended' };
const desk = () => screen.getByRole('textbox', { name: 'Desk', hidden: true });
const password = () => screen.getByLabelText('Password');
const isAsked = () => screen.findByRole('dialog', TITLE, { timeout: 3_000 });
const isClosed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
const address = () => TestBed.inject(Router).url;

async function enterPassword(): Promise<void> {
  await userEvent.type(password(), 'password123');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

describe('a session that ends by itself', () => {
  it('asks for the password over the page, which stays as it is', async () => {
    await work();
    void ask();
    await isAsked();
    expect(screen.getByLabelText('Email')).toHaveValue('ada@example.com');
    expect(screen.getByLabelText('Email')).toHaveAttribute('readonly');
    await waitFor(() => expect(password()).toHaveFocus());
    expect([address(), TestBed.inject(Session).userId()]).toEqual(['/desk', 'ada']);
    await userEvent.keyboard('{Escape}');
    expect(await isAsked()).toBeInTheDocument();
    expect(desk()).toHaveValue('half a thought');
  });

  it('goes on with the password: what was asked for meanwhile is answered', async () => {
    await work();
    const asked = ask();
    await isAsked();
    const late = firstValueFrom(TestBed.inject(HttpClient).post('/api/later', {}));
    api.on('POST /api/later', { late: true }).on(LOGIN, authAnswer('ada', { age: 100 }));
    expect(api.count('POST /api/later')).toBe(0);
    await enterPassword();
    await isClosed();
    expect([await asked, await late]).toEqual([{ fine: true }, { late: true }]);
    expect(api.last(LOGIN)?.body).toEqual({ email: 'ada@example.com', password: 'password123' });
    expect([address(), localStorage.getItem('lapsed')]).toEqual(['/desk', null]);
    await waitFor(() => expect(desk()).toHaveFocus());
  });

  it('sends a message once more, and only one with a key', async () => {
    await work();
    const [keyed, bare] = ['POST /api/keyed', 'POST /api/bare'];
    api.on(keyed, unauthorized).on(bare, unauthorized);
    const http = TestBed.inject(AuthorizedFetch);
    const headers = { 'idempotency-key': 'k' };
    const sent = [
      http.request('/api/keyed', { method: 'POST', headers }),
      http.request('/api/bare', { method: 'POST' }),
    ];
    await isAsked();
    api.on(keyed, { fine: true }).on(LOGIN, authAnswer('ada', { age: 100 }));
    await enterPassword();
    const statuses = (await Promise.all(sent)).map(({ status }) => status);
    expect([statuses, api.count(keyed), api.count(bare)]).toEqual([[200, 401], 2, 1]);
  });

  it('says that the password is wrong, or when to try again', async () => {
    await work();
    void ask();
    await isAsked();
    api.on(LOGIN, refusal(401, { code: 'invalid_credentials', title: 'The password is wrong' }));
    await enterPassword();
    expect(await screen.findByRole('alert')).toHaveTextContent('The password is wrong');
    api.on(LOGIN, refusal(429, { code: 'rate_limited' }, { 'retry-after': '7' }));
    await enterPassword();
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent(/again in 7\s+seconds/),
    );
  });
});

describe('whoever does not come back', () => {
  it('leaves nothing behind for another account', async () => {
    await work();
    const asked = ask();
    await isAsked();
    await userEvent.click(screen.getByRole('button', { name: 'Use another account' }));
    await isClosed();
    await waitFor(() => expect(address()).toBe('/login'));
    expect([await asked, Object.keys(localStorage)]).toEqual(['refused', []]);
    expect(api.count('POST /api/auth/logout')).toBe(0);
  });

  it('may go to a page that anybody may see, and is nobody there', async () => {
    await work();
    void ask();
    await isAsked();
    await TestBed.inject(Router).navigateByUrl('/');
    await isClosed();
    expect(TestBed.inject(Session).signedIn()).toBe(false);
    expect(Object.keys(localStorage)).toEqual(expect.arrayContaining([DRAFT, 'lapsed']));
  });
});

describe('other tabs', () => {
  it('close the dialog by signing in', async () => {
    await work();
    void ask();
    await isAsked();
    const { token } = authAnswer('ada', { age: 100 });
    elsewhere(() => localStorage.setItem('token', token));
    await isClosed();
    expect([address(), TestBed.inject(Session).user()?.id]).toEqual(['/desk', 'ada']);
  });

  it('open it by noticing the end first', async () => {
    await work();
    elsewhere(() => {
      localStorage.setItem('lapsed', 'ada');
      localStorage.removeItem('token');
    });
    expect(await isAsked()).toBeInTheDocument();
  });

  it('lead to the login page by signing out', async () => {
    await work();
    void ask();
    await isAsked();
    elsewhere(() => localStorage.clear());
    await isClosed();
    await waitFor(() => expect(address()).toMatch(/^\/login/));
  });
});

it('logging out asks for nothing, also when the session is over already', async () => {
  await work();
  api.on('POST /api/auth/logout', unauthorized);
  await TestBed.inject(Session).signOut();
  await waitFor(() => expect(address()).toBe('/login'));
  expect([screen.queryByRole('dialog'), Object.keys(localStorage)]).toEqual([null, []]);
});
