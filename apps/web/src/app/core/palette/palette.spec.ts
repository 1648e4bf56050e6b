import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen, waitFor, within } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders, signedInAs } from '../app-providers.fixture';
import { playApi } from '../http/played-api.fixture';
import { PaletteOpener } from './palette-opener';

const api = playApi();
const RECENT = 'GET /api/conversations';
const SEARCH = 'GET /api/conversations/search';
const when = '2030-01-01T00:00:00.000Z';
const hit = {
  conversationId: 'c-1',
  title: 'Birds',
  messageId: 'm-7',
  role: 'user',
  snippet: [
    { text: 'A ', marked: false },
    { text: '<b>pelican', marked: true },
  ],
  createdAt: when,
};
const recent = {
  conversations: [{ id: 'c-2', title: 'Garden', createdAt: when, updatedAt: when }],
  nextCursor: null,
};

async function open() {
  signedInAs('ada');
  Element.prototype.scrollIntoView = () => undefined;
  TestBed.configureTestingModule({ providers: appProviders([{ path: '**', children: [] }]) });
  await TestBed.inject(PaletteOpener).open();
  return screen.findByRole('combobox', { name: 'Search messages and commands' });
}

const selected = () => screen.getByRole('option', { selected: true });

describe('the palette', () => {
  it('offers the newest conversations and all actions before anything is typed', async () => {
    api.on(RECENT, recent);
    const field = await open();
    expect(await screen.findByRole('option', { name: 'Garden' })).toBeVisible();
    expect(
      within(screen.getByRole('group', { name: 'Actions' })).getAllByRole('option'),
    ).toHaveLength(8);
    expect(field).toHaveAttribute('aria-activedescendant', selected().id);
  });

  it('leads to the message that was found, by the keyboard alone', async () => {
    api.on(RECENT, recent).on(SEARCH, { hits: [hit], nextCursor: null });
    const field = await open();
    await userEvent.type(field, 'pelican');
    expect(await screen.findByText('<b>pelican')).toBeVisible();
    await userEvent.type(field, '{ArrowDown}{ArrowUp}{Enter}');
    await waitFor(() => expect(TestBed.inject(Router).url).toBe('/chat/c-1#m-m-7'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('says that nothing was found, and what went wrong, and tries again', async () => {
    api.on(RECENT, recent).on(SEARCH, { hits: [], nextCursor: null });
    const field = await open();
    await userEvent.type(field, 'x');
    expect(await screen.findByText('Nothing was found.')).toBeVisible();
    api.cut(SEARCH);
    await userEvent.type(field, 'y');
    expect(await screen.findByText(/The search did not work/)).toBeVisible();
    api.on(SEARCH, { hits: [hit], nextCursor: null });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('<b>pelican')).toBeVisible();
  });
});
