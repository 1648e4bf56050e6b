import { TestBed } from '@angular/core/testing';
import { httpProviders, signedInAs } from '../app-providers.fixture';
import { playApi } from '../http/played-api.fixture';
import { refusal } from '../stream/server-stream.fixture';
import { authAnswer, userOf } from './jwt.fixture';
import { Session } from './session';

const api = playApi();
const LOGOUT = 'POST /api/auth/logout';

function open(): Session {
  TestBed.configureTestingModule({ providers: [httpProviders()] });
  return TestBed.inject(Session);
}

describe('a session', () => {
  it('begins with what register or login answered', () => {
    const session = open();
    expect([session.signedIn(), session.user(), session.userId()]).toEqual([false, null, '']);
    const answer = authAnswer('ada');
    session.begin(answer);
    expect([session.signedIn(), session.user(), session.userId()]).toEqual([
      true,
      answer.user,
      'ada',
    ]);
    expect(localStorage.getItem('token')).toBe(answer.token);
  });

  it('goes on after a reload: whose it is is known at once, the account once it was asked', async () => {
    signedInAs('ada');
    api.on('GET /api/auth/me', { user: userOf('ada') });
    const session = open();
    expect([session.signedIn(), session.userId(), session.user()]).toEqual([true, 'ada', null]);
    await session.load();
    expect(session.user()).toEqual(userOf('ada'));
  });

  it('is not ended by a server that cannot be reached', async () => {
    signedInAs('ada');
    api.cut('GET /api/auth/me');
    const session = open();
    await session.load();
    expect(session.signedIn()).toBe(true);
  });

  it('that there is not is not asked for', async () => {
    await open().load();
    expect(api.lines).toEqual([]);
  });

  it('with garbage for a token ends cleanly, after one renewal', async () => {
    localStorage.setItem('token', 'garbage');
    const unauthorized = () => refusal(401, { code: 'unauthorized' });
    api.on('GET /api/auth/me', unauthorized).on('POST /api/auth/refresh', unauthorized);
    const session = open();
    await session.load();
    expect([session.signedIn(), localStorage.getItem('token')]).toEqual([false, null]);
    expect(api.lines).toEqual(['GET /api/auth/me', 'POST /api/auth/refresh']);
  });
});

describe('signing out', () => {
  it('ends the session here and on the server, and forgets what the person left', async () => {
    const token = signedInAs('ada');
    localStorage.setItem('mine:ada:draft:new', 'secret');
    localStorage.setItem('theme', 'dark');
    api.on(LOGOUT, new Response(null, { status: 204 }));
    const session = open();
    session.begin({ user: userOf('ada'), token });
    await session.signOut();
    expect([session.signedIn(), session.user(), session.departed()]).toEqual([false, null, true]);
    expect(Object.keys(localStorage)).toEqual(['theme']);
    expect(api.last(LOGOUT)?.headers.get('authorization')).toBe(`Bearer ${token}`);
  });

  it('works without a network', async () => {
    signedInAs('ada');
    api.cut(LOGOUT);
    const session = open();
    await session.signOut();
    expect([session.signedIn(), localStorage.getItem('token')]).toEqual([false, null]);
  });

  it('is forgotten with the next session', async () => {
    api.on(LOGOUT, {});
    const session = open();
    await session.signOut();
    session.begin(authAnswer('bob'));
    expect(session.departed()).toBe(false);
  });
});
