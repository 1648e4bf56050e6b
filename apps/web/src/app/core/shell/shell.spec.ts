import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { render, screen, waitFor } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders } from '../app-providers.fixture';
import { playApi } from '../http/played-api.fixture';
import { Shell } from './shell';

@Component({ selector: 'pd-any-page', template: '<button type="button">In the page</button>' })
class AnyPage {}

playApi();

async function draw(): Promise<Router> {
  const routes = [{ path: '**', component: AnyPage }];
  await render(Shell, { providers: appProviders(routes) });
  const router = TestBed.inject(Router);
  await router.navigateByUrl('/chat');
  return router;
}

describe('the frame of every page', () => {
  it('lets the keyboard skip what is over the page', async () => {
    await draw();
    await userEvent.tab();
    expect(screen.getByRole('button', { name: 'Skip to content' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByRole('main')).toHaveFocus();
  });

  it('begins another page at its top', async () => {
    const router = await draw();
    screen.getByRole('main').scrollTop = 400;
    await router.navigateByUrl('/billing');
    await waitFor(() => expect(screen.getByRole('main')).toHaveFocus());
    expect(screen.getByRole('main').scrollTop).toBe(0);
  });

  it('takes the keyboard from nobody where the page stays the same', async () => {
    const router = await draw();
    const button = await screen.findByRole('button', { name: 'In the page' });
    button.focus();
    await router.navigateByUrl('/chat/42');
    await router.navigateByUrl('/chat/42?q=1#m-3');
    expect(screen.getByRole('button', { name: 'In the page' })).toHaveFocus();
  });
});

describe('without a network', () => {
  it('says so, politely, as long as it lasts', async () => {
    await draw();
    expect(screen.queryByText(/You are offline/)).toBeNull();
    window.dispatchEvent(new Event('offline'));
    const words = await screen.findByText(/You are offline/);
    expect(words.closest('[role=status]')).not.toBeNull();
    window.dispatchEvent(new Event('online'));
    await waitFor(() => expect(screen.queryByText(/You are offline/)).toBeNull());
  });
});
