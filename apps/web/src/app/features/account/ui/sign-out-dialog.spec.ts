import { TestBed } from '@angular/core/testing';
import { render, screen, waitFor, within } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders } from '../../../core/app-providers.fixture';
import { playApi } from '../../../core/http/played-api.fixture';
import { jwtOf, userOf } from '../../../core/session/jwt.fixture';
import { Session } from '../../../core/session/session';
import { refusal } from '../../../core/stream/server-stream.fixture';
import { OwnSessions } from '../data-access/own-sessions';
import { sessionsAnswer } from '../sessions.fixture';
import { SessionsSection } from './sessions-section';

const api = playApi();
const SESSIONS = 'GET /api/auth/sessions';
const EVERYWHERE = 'POST /api/auth/logout/everywhere';
const DRAFT = 'mine:ada:draft:new';

/** Somebody with a draft opens the dialog. */
async function open() {
  api.on(SESSIONS, sessionsAnswer());
  await render(SessionsSection, { providers: [...appProviders(), OwnSessions] });
  const session = TestBed.inject(Session);
  session.begin({ user: userOf('ada'), token: jwtOf('ada') });
  await screen.findByText('This device');
  localStorage.setItem(DRAFT, 'half a thought');
  await userEvent.click(screen.getByRole('button', { name: 'Sign out everywhere' }));
  await screen.findByRole('dialog', { name: 'Sign out everywhere?' });
  return session;
}

const dialog = () => within(screen.getByRole('dialog', { name: 'Sign out everywhere?' }));
const leave = async () =>
  userEvent.click(dialog().getByRole('button', { name: 'Sign out everywhere' }));
/** What was asked of the API, but for the list. */
const deeds = () => api.lines.filter((line) => line !== SESSIONS);
const isClosed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

describe('signing out everywhere', () => {
  it('says first whose sessions end, and what stays', async () => {
    await open();
    expect(screen.getByText(userOf('ada').email)).toBeInTheDocument();
    expect(screen.getByText(/here and on all other devices/)).toBeInTheDocument();
    expect(screen.getByText(/conversations and your tokens stay/)).toBeInTheDocument();
    expect(deeds()).toEqual([]);
  });

  it('changes nothing when it is cancelled', async () => {
    const session = await open();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await isClosed();
    expect([session.signedIn(), deeds()]).toEqual([true, []]);
    expect(screen.queryByText(/signed out on every device/)).toBeNull();
  });

  it('ends the session here, keeps the drafts, and says that it is done', async () => {
    const session = await open();
    const token = localStorage.getItem('token');
    api.on(EVERYWHERE, new Response(null, { status: 204 }));
    await leave();
    await isClosed();
    expect([session.signedIn(), session.user(), session.departed()]).toEqual([false, null, true]);
    expect(await screen.findByText('You are signed out on every device.')).toBeInTheDocument();
    expect(Object.keys(localStorage)).toEqual([DRAFT]);
    expect(api.last(EVERYWHERE)?.headers.get('authorization')).toBe(`Bearer ${token}`);
  });

  it('asks once, however often it is pressed', async () => {
    await open();
    const answer = api.hold(EVERYWHERE);
    await leave();
    await userEvent.click(await screen.findByRole('button', { name: 'Signing out…' }));
    answer(new Response(null, { status: 204 }));
    await isClosed();
    expect(deeds()).toEqual([EVERYWHERE]);
  });

  it('signs nobody out when the server cannot be reached, says so, and can be tried again', async () => {
    const session = await open();
    api.cut(EVERYWHERE);
    await leave();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The server could not be reached. You are still signed in everywhere.',
    );
    expect(session.signedIn()).toBe(true);
    api.on(EVERYWHERE, new Response(null, { status: 204 }));
    await leave();
    await isClosed();
    expect(session.signedIn()).toBe(false);
  });

  it('says so when the server refuses', async () => {
    const session = await open();
    api.on(EVERYWHERE, refusal(503, { code: 'server_busy' }));
    await leave();
    expect(await screen.findByRole('alert')).toHaveTextContent(/still signed in everywhere/);
    expect(session.signedIn()).toBe(true);
  });

  it('goes away without a word when the session has ended elsewhere', async () => {
    const session = await open();
    localStorage.removeItem('token');
    window.dispatchEvent(new StorageEvent('storage', { key: 'token' }));
    await isClosed();
    expect(session.signedIn()).toBe(false);
    expect(screen.queryByText(/signed out on every device/)).toBeNull();
  });
});
