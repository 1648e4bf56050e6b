import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { render, screen, waitFor, within } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders } from '../../../core/app-providers.fixture';
import { Balance } from '../../../core/balance/balance';
import { playApi } from '../../../core/http/played-api.fixture';
import { jwtOf, userOf } from '../../../core/session/jwt.fixture';
import { Session } from '../../../core/session/session';
import { refusal } from '../../../core/stream/server-stream.fixture';
import { DeleteSection } from './delete-section';

@Component({ selector: 'pd-any-page', template: '' })
class AnyPage {}

const api = playApi();
const DELETE = 'DELETE /api/account';
const GONE = 'Your account is deleted, with everything in it.';

/** Somebody with tokens and a draft opens the dialog. */
async function open(balance = 1_234) {
  await render(DeleteSection, { providers: appProviders([{ path: '', component: AnyPage }]) });
  const session = TestBed.inject(Session);
  session.begin({ user: userOf('ada'), token: jwtOf('ada') });
  TestBed.inject(Balance).show({ balance, held: 0, available: balance, gift: 0, debt: 0 });
  localStorage.setItem('mine:ada:draft:new', 'half a thought');
  await userEvent.click(screen.getByRole('button', { name: 'Delete account…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Delete your account?' });
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  return { session, dialog: within(dialog) };
}

type Dialog = Awaited<ReturnType<typeof open>>['dialog'];

async function fill(dialog: Dialog, email = 'ada@example.com', password = 'password123') {
  await userEvent.type(dialog.getByLabelText('Your email, to confirm'), email);
  if (password) await userEvent.type(dialog.getByLabelText('Password'), password);
  await userEvent.click(dialog.getByRole('button', { name: 'Delete for good' }));
}

describe('deleting the account', () => {
  it.each([
    [1_234, /1,234 tokens are left, and are forfeited with the account/],
    [1, /1 token is left, and is forfeited/],
    [0, /no tokens left that could be lost/],
  ])('says first that %d tokens are lost with it', async (balance, words) => {
    const { dialog } = await open(balance);
    expect(dialog.getByText(words)).toBeInTheDocument();
    expect(screen.getAllByText(words)).toHaveLength(2);
    expect(api.lines).toEqual([]);
  });

  it('signs out, forgets what was left here, leads home, and says that it is done', async () => {
    const { session, dialog } = await open();
    api.on(DELETE, new Response(null, { status: 204 }));
    await fill(dialog, ' Ada@Example.com ');
    expect(await screen.findByText(GONE)).toBeInTheDocument();
    expect(api.last(DELETE)?.body).toEqual({ password: 'password123' });
    expect([session.signedIn(), session.exit()]).toEqual([false, '/']);
    expect(Object.keys(localStorage)).toEqual([]);
    expect(TestBed.inject(Router).url).toBe('/');
  });

  it('is not asked for with another address, or without the password', async () => {
    const { dialog } = await open();
    await fill(dialog, 'eve@example.com', '');
    expect(await dialog.findByText('Type the address of this account')).toBeInTheDocument();
    expect(dialog.getByText('Enter your password')).toBeInTheDocument();
    expect(api.lines).toEqual([]);
  });

  it.each([
    [refusal(401, { code: 'invalid_credentials' }), /password is wrong. Nothing was deleted/],
    [refusal(409, { code: 'account_busy' }), /still being written. Stop it, or wait/],
    [refusal(503, { code: 'server_busy', title: 'Busy' }), /Busy. Your account was not deleted/],
  ])('says why it was not done, and nothing is gone', async (answer, words) => {
    const { session, dialog } = await open();
    api.on(DELETE, answer);
    await fill(dialog);
    expect(await dialog.findByRole('alert')).toHaveTextContent(words);
    expect(session.signedIn()).toBe(true);
    expect(api.count(DELETE)).toBe(1);
    expect(localStorage.getItem('mine:ada:draft:new')).toBe('half a thought');
  });

  it('changes nothing when it is cancelled', async () => {
    const { session, dialog } = await open();
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect([session.signedIn(), api.lines]).toEqual([true, []]);
  });

  it('goes away without a word when the session has ended elsewhere', async () => {
    await open();
    localStorage.removeItem('token');
    window.dispatchEvent(new StorageEvent('storage', { key: 'token' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.queryByText(GONE)).toBeNull();
  });
});
