import { TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import { render, screen, waitFor } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders, signedInAs } from '../../../core/app-providers.fixture';
import { playApi } from '../../../core/http/played-api.fixture';
import { refusal } from '../../../core/stream/server-stream.fixture';
import { playScreen } from '../../../ui/screen.fixture';
import { Conversations } from '../data-access/conversations';
import { ShareDialog } from './share-dialog';

const api = playApi();
playScreen();
const SHARE = '/api/conversations/c-1/share';
const AT = '2030-01-01T12:00:00.000Z';
const TOKEN = 'T'.repeat(43);
const share = (outdated = false) => ({ token: TOKEN, createdAt: AT, updatedAt: AT, outdated });
const conversation = (shared: boolean) => ({
  ...{ id: 'c-1', userId: 'ada', title: 'Pelicans', pinned: false, archived: false, shared },
  ...{ createdAt: AT, updatedAt: AT },
});

/** Opens the dialog about a conversation that has a link, or none. */
async function open(shared = false) {
  signedInAs('ada');
  api.on('GET /api/conversations', { conversations: [conversation(shared)], nextCursor: null });
  await render(ShareDialog, {
    providers: [...appProviders(), { provide: MAT_DIALOG_DATA, useValue: conversation(shared) }],
  });
  const conversations = TestBed.inject(Conversations);
  await conversations.list.reload();
  return () => conversations.list.items()[0]?.shared;
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
const field = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Link' });

describe('sharing a conversation', () => {
  it('says first what will be seen, and shares nothing', async () => {
    const isShared = await open();
    expect(screen.getByText('Pelicans')).toBeInTheDocument();
    expect(screen.getByText(/neither your name nor your email/)).toBeInTheDocument();
    expect([isShared(), api.lines]).toEqual([false, ['GET /api/conversations']]);
  });

  it('makes a link, tells so, and brings the keyboard to it', async () => {
    const isShared = await open();
    api.on(`POST ${SHARE}`, share());
    await press('Create link');
    expect((await field()).value).toBe(`${location.origin}/shared/${TOKEN}`);
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Link' })).toHaveFocus());
    expect(screen.getByRole('status')).toHaveTextContent('The link is made.');
    expect(screen.queryByRole('button', { name: 'Update link' })).toBeNull();
    expect(isShared()).toBe(true);
  });

  it('shows the link that is there', async () => {
    const release = api.hold(`POST ${SHARE}`);
    await open(true);
    expect(screen.getByRole('status', { name: 'Loading' })).toBeInTheDocument();
    release(share());
    expect((await field()).value).toContain(TOKEN);
  });

  it('brings a link up to date, when the conversation has changed', async () => {
    api.on(`POST ${SHARE}`, share(true));
    await open(true);
    expect(await screen.findByText(/It has changed since then/)).toBeInTheDocument();
    api.on(`PUT ${SHARE}`, share());
    await press('Update link');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Update link' })).toBeNull());
    expect(screen.getByRole('status')).toHaveTextContent('as it is now');
  });

  it('revokes a link, and can make another', async () => {
    api.on(`POST ${SHARE}`, share());
    const isShared = await open(true);
    await field();
    api.on(`DELETE ${SHARE}`, new Response(null, { status: 204 }));
    await press('Revoke link');
    expect(await screen.findByText(/Whoever opens it finds nothing/)).toBeInTheDocument();
    expect(screen.queryByRole('textbox', { name: 'Link' })).toBeNull();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Create link' })).toHaveFocus());
    expect(isShared()).toBe(false);
  });

  it('says why it did not work, and leaves everything as it was', async () => {
    const isShared = await open();
    api.on(`POST ${SHARE}`, refusal(409, { code: 'conversation_busy', title: 'Busy' }));
    await press('Create link');
    expect(await screen.findByRole('alert')).toHaveTextContent('An answer is being written');
    api.cut(`POST ${SHARE}`);
    await press('Create link');
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent(/That did not work. The server/),
    );
    expect(isShared()).toBe(false);
  });
});
