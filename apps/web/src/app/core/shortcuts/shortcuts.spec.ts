import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { render, screen, waitFor } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders, signedInAs } from '../app-providers.fixture';
import { playApi } from '../http/played-api.fixture';
import { Shell } from '../shell/shell';
import { shortcutOf } from './shortcut-keys';

@Component({ selector: 'pd-any-page', template: '<input aria-label="Field" />' })
class AnyPage {}

const api = playApi();

async function draw(): Promise<Router> {
  api.on('GET /api/auth/me', { user: { email: 'ada@example.com' } });
  await render(Shell, { providers: appProviders([{ path: '**', component: AnyPage }]) });
  const router = TestBed.inject(Router);
  await router.navigateByUrl('/billing');
  return router;
}

const press = (keys: string) => userEvent.keyboard(keys);
const help = () => screen.findByRole('dialog', { name: 'Keyboard shortcuts' });

describe('a key', () => {
  const none = { metaKey: false, ctrlKey: false, altKey: false, shiftKey: false };
  it.each([
    ['k', { ctrlKey: true }, 'palette'],
    ['K', { metaKey: true }, 'palette'],
    ['k', {}, null],
    ['k', { ctrlKey: true, altKey: true }, null],
    ['k', { ctrlKey: true, shiftKey: true }, null],
    ['O', { ctrlKey: true, shiftKey: true }, 'newChat'],
    ['o', { ctrlKey: true }, null],
    ['/', { metaKey: true }, 'help'],
    ['/', { ctrlKey: true, shiftKey: true }, 'help'],
    ['/', {}, null],
    // Where the slash of others is, this is how a page is made smaller.
    ['-', { ctrlKey: true }, null],
  ])('%s with %j is %s', (key, held, shortcut) => {
    expect(shortcutOf({ key, ...none, ...held })).toBe(shortcut);
  });
});

describe('the keys that work on every page', () => {
  it('begin a new chat, also while something is typed', async () => {
    signedInAs('ada');
    const router = await draw();
    await userEvent.click(screen.getByRole('textbox', { name: 'Field' }));
    await press('{Control>}{Shift>}O{/Shift}{/Control}');
    await waitFor(() => expect(router.url).toBe('/chat'));
  });

  it('are listed, and are off once they are switched off there', async () => {
    signedInAs('ada');
    const router = await draw();
    await press('{Control>}/{/Control}');
    expect(await help()).toHaveTextContent('New chat');
    await userEvent.click(screen.getByRole('checkbox', { name: 'Use the first four' }));
    expect(localStorage.getItem('shortcuts')).toBe('off');
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await press('{Control>}/{/Control}{Control>}{Shift>}O{/Shift}{/Control}');
    expect([router.url, screen.queryByRole('dialog')]).toEqual(['/billing', null]);
  });

  it('do nothing for those who are not signed in', async () => {
    const router = await draw();
    await press('{Control>}{Shift>}O{/Shift}{/Control}{Control>}/{/Control}');
    expect([router.url, screen.queryByRole('dialog')]).toEqual(['/billing', null]);
  });
});
