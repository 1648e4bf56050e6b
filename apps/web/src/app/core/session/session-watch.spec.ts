import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { waitFor } from '@testing-library/angular';
import { appProviders, signedInAs } from '../app-providers.fixture';
import { playApi } from '../http/played-api.fixture';
import { authGuard } from './auth-guard';
import { userOf } from './jwt.fixture';
import { Session } from './session';
import { SessionWatch } from './session-watch';

@Component({ selector: 'pd-any-page', template: '' })
class AnyPage {}

const api = playApi();

async function at(address: string): Promise<Router> {
  signedInAs('ada');
  api.on('GET /api/auth/me', { user: userOf('ada') }).on('POST /api/auth/logout', {});
  const routes = [
    { path: 'login', component: AnyPage },
    { path: 'chat/:id', component: AnyPage, canActivate: [authGuard] },
    { path: '', component: AnyPage },
  ];
  TestBed.configureTestingModule({ providers: appProviders(routes) });
  TestBed.runInInjectionContext(() => TestBed.inject(SessionWatch).start());
  const harness = await RouterTestingHarness.create();
  await harness.navigateByUrl(address);
  return TestBed.inject(Router);
}

/** Another tab signs out. */
function signedOutElsewhere(): void {
  localStorage.removeItem('token');
  window.dispatchEvent(new StorageEvent('storage', { key: 'token' }));
}

describe('the session’s watch', () => {
  it('asks at once whose session this is', async () => {
    await at('/');
    await waitFor(() => expect(TestBed.inject(Session).user()?.id).toBe('ada'));
  });

  it('leads to the login page, with the way back, when the session is gone', async () => {
    const router = await at('/chat/42');
    signedOutElsewhere();
    await waitFor(() => expect(router.url).toBe('/login?returnUrl=%2Fchat%2F42'));
  });

  it('leads there without the way back for somebody who logged out', async () => {
    const router = await at('/chat/42');
    await TestBed.inject(Session).signOut();
    await waitFor(() => expect(router.url).toBe('/login'));
  });

  it('leads home for somebody whose account is gone', async () => {
    const router = await at('/chat/42');
    api.on('DELETE /api/account', new Response(null, { status: 204 }));
    await TestBed.inject(Session).deleteAccount({ password: 'password123' });
    await waitFor(() => expect(router.url).toBe('/'));
  });

  it('leaves a page that anybody may see', async () => {
    const router = await at('/');
    signedOutElsewhere();
    await waitFor(() => expect(TestBed.inject(Session).signedIn()).toBe(false));
    TestBed.tick();
    expect(router.url).toBe('/');
  });
});
