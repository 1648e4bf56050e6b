import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { appProviders, signedInAs } from '../app-providers.fixture';
import { playApi } from '../http/played-api.fixture';
import { authGuard } from './auth-guard';
import { guestGuard } from './guest-guard';

@Component({ selector: 'pd-any-page', template: '' })
class AnyPage {}

playApi();

/** Goes to an address, and answers where that led. */
async function goTo(address: string): Promise<string> {
  const guarded = { component: AnyPage, canActivate: [authGuard] };
  const routes = [
    { path: 'login', component: AnyPage, canActivate: [guestGuard] },
    { path: 'chat', ...guarded },
    { path: 'chat/:id', ...guarded },
    { path: 'billing', ...guarded },
  ];
  TestBed.configureTestingModule({ providers: appProviders(routes) });
  const harness = await RouterTestingHarness.create();
  await harness.navigateByUrl(address);
  return TestBed.inject(Router).url;
}

describe('a visitor who is not signed in', () => {
  it.each([
    ['/chat', '/login?returnUrl=%2Fchat'],
    ['/chat/42', '/login?returnUrl=%2Fchat%2F42'],
    [
      '/billing?status=success&session_id=cs_1',
      '/login?returnUrl=%2Fbilling%3Fstatus%3Dsuccess%26session_id%3Dcs_1',
    ],
  ])('is sent from %s to the login page, with the way back', async (address, login) => {
    expect(await goTo(address)).toBe(login);
  });

  it('may see the login page', async () => {
    expect(await goTo('/login')).toBe('/login');
  });
});

describe('somebody who is signed in', () => {
  beforeEach(() => signedInAs('ada'));

  it('passes', async () => {
    expect(await goTo('/billing?status=cancel')).toBe('/billing?status=cancel');
  });

  it.each([
    ['/login', '/chat'],
    ['/login?returnUrl=%2Fbilling%3Fstatus%3Dsuccess', '/billing?status=success'],
    ['/login?returnUrl=%2F%2Fevil.example', '/chat'],
    ['/login?returnUrl=https:%2F%2Fevil.example', '/chat'],
    ['/login?returnUrl=%2Flogin', '/chat'],
  ])('is sent on from %s to %s', async (address, page) => {
    expect(await goTo(address)).toBe(page);
  });
});
