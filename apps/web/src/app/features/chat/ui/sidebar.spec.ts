import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { render, screen, waitFor, within } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders, signedInAs } from '../../../core/app-providers.fixture';
import { playApi } from '../../../core/http/played-api.fixture';
import { refusal } from '../../../core/stream/server-stream.fixture';
import { playScreen } from '../../../ui/screen.fixture';
import { Conversations } from '../data-access/conversations';
import { Sidebar } from './sidebar';

const api = playApi();
playScreen();
const LIST = 'GET /api/conversations';
const ONE = '/api/conversations/c-1';

const row = (id: string, title: string, daysAgo = 0) => {
  const updatedAt = new Date(Date.now() - daysAgo * 86_400_000).toISOString();
  return {
    id,
    title,
    userId: 'ada',
    pinned: false,
    archived: false,
    shared: false,
    createdAt: updatedAt,
    updatedAt,
  };
};

async function draw(nextCursor: string | null = null) {
  signedInAs('ada');
  const conversations = [row('c-1', 'First'), row('c-2', 'Second', 90)];
  api.on(LIST, { conversations, nextCursor });
  const events: string[] = [];
  await render(Sidebar, {
    providers: appProviders([{ path: '**', children: [] }]),
    on: {
      startNew: () => events.push('new'),
      removed: (id) => events.push(`removed ${id}`),
      navigated: () => events.push('navigated'),
    },
  });
  await TestBed.inject(Conversations).list.reload();
  await screen.findByRole('link', { name: 'First' });
  return events;
}

/** Opens the menu of the first conversation, and chooses. */
async function choose(item: 'Rename' | 'Pin' | 'Archive' | 'Delete'): Promise<void> {
  await userEvent.click(screen.getAllByRole('button', { name: 'Options' })[0] as HTMLElement);
  await userEvent.click(await screen.findByRole('menuitem', { name: item }));
}

describe('the history', () => {
  it('has every conversation under its age, as a link', async () => {
    await draw();
    const history = screen.getByRole('navigation', { name: 'History' });
    const headings = within(history).getAllByRole('heading', { level: 2 });
    expect(headings.map((heading) => heading.textContent)).toEqual(['Today', 'Older']);
    expect(screen.getByRole('link', { name: 'Second' })).toHaveAttribute('href', '/chat/c-2');
  });

  it('says which one is shown, and that one was chosen', async () => {
    const events = await draw();
    await userEvent.click(screen.getByRole('link', { name: 'First' }));
    expect([events, TestBed.inject(Router).url]).toEqual([['navigated'], '/chat/c-1']);
    await waitFor(() =>
      expect(screen.getByRole('link', { name: 'First' })).toHaveAttribute('aria-current', 'page'),
    );
  });

  it('begins a new one', async () => {
    const events = await draw();
    await userEvent.click(screen.getByRole('button', { name: 'New chat' }));
    expect(events).toEqual(['new']);
  });

  it('shows older ones when asked to', async () => {
    await draw('p2');
    api.on(LIST, { conversations: [row('c-3', 'Third', 91)], nextCursor: null });
    await userEvent.click(screen.getByRole('button', { name: 'Show older' }));
    expect(await screen.findByRole('link', { name: 'Third' })).toBeVisible();
    expect(api.lines.at(-1)).toBe(`${LIST}?cursor=p2`);
  });

  it('that cannot be loaded says so, and can be asked for again', async () => {
    await draw();
    api.cut(LIST);
    await TestBed.inject(Conversations).list.reload();
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Your conversations could not be loaded.');
    api.on(LIST, { conversations: [], nextCursor: null });
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Your conversations will be here.')).toBeVisible();
  });

  it('tells whose the options are', async () => {
    await draw();
    const [options] = screen.getAllByRole('button', { name: 'Options' });
    expect(options).toHaveAccessibleDescription('First');
  });
});

describe('a title', () => {
  it('is changed in its place by Enter', async () => {
    await draw();
    api.on(`PATCH ${ONE}`, row('c-1', 'Better'));
    await choose('Rename');
    const field = await screen.findByRole('textbox', { name: 'Title' });
    await waitFor(() => expect(field).toHaveFocus());
    await userEvent.clear(field);
    await userEvent.type(field, '  Better {Enter}');
    expect(await screen.findByRole('link', { name: 'Better' })).toBeVisible();
    expect(api.asked.at(-1)?.body).toEqual({ title: 'Better' });
    expect(api.count(`PATCH ${ONE}`)).toBe(1);
  });

  it.each(['{Escape}', '{Enter}'])(
    'that is not changed asks nothing of the server (%s)',
    async (key) => {
      await draw();
      await choose('Rename');
      await userEvent.type(await screen.findByRole('textbox', { name: 'Title' }), key);
      expect(await screen.findByRole('link', { name: 'First' })).toBeVisible();
      expect(api.lines).toEqual([LIST]);
    },
  );

  it('stays as it was when the server refuses, and that is said', async () => {
    await draw();
    api.on(`PATCH ${ONE}`, refusal(404, { code: 'not_found', title: 'Not found' }));
    await choose('Rename');
    const field = await screen.findByRole('textbox', { name: 'Title' });
    await userEvent.clear(field);
    await userEvent.type(field, 'Other{Enter}');
    expect(
      await screen.findByText('The title could not be changed. Not found.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'First' })).toBeVisible();
  });
});

describe('deleting', () => {
  it('asks nothing of the server while it can be undone', async () => {
    const events = await draw();
    await choose('Delete');
    await waitFor(() => expect(screen.queryByRole('link', { name: 'First' })).toBeNull());
    expect(events).toEqual(['removed c-1']);
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('link', { name: 'First' })).toBeVisible();
    expect(api.lines).toEqual([LIST]);
  });

  it('is carried out at once when the page is left', async () => {
    await draw();
    api.on(`DELETE ${ONE}`, new Response(null, { status: 204 }));
    await choose('Delete');
    await screen.findByRole('button', { name: 'Undo' });
    window.dispatchEvent(new Event('pagehide'));
    window.dispatchEvent(new Event('pagehide'));
    await waitFor(() => expect(api.count(`DELETE ${ONE}`)).toBe(1));
    expect(screen.queryByRole('link', { name: 'First' })).toBeNull();
  });

  it('that does not work says so, and brings the row back', async () => {
    await draw();
    api.cut(`DELETE ${ONE}`);
    await choose('Delete');
    await screen.findByRole('button', { name: 'Undo' });
    window.dispatchEvent(new Event('pagehide'));
    expect(await screen.findByText(/could not be deleted/)).toBeInTheDocument();
    expect(await screen.findByRole('link', { name: 'First' })).toBeVisible();
  });
});

describe('the place of a conversation', () => {
  it('is on top while it is pinned', async () => {
    await draw();
    api.on(`PATCH ${ONE}`, { ...row('c-1', 'First'), pinned: true });
    await choose('Pin');
    expect(await screen.findByRole('heading', { name: 'Pinned' })).toBeVisible();
    expect(api.last(`PATCH ${ONE}`)?.body).toEqual({ pinned: true });
  });

  it('is out of sight while it is archived, which can be undone', async () => {
    await draw();
    api.on(`PATCH ${ONE}`, { ...row('c-1', 'First'), archived: true });
    await choose('Archive');
    await waitFor(() => expect(screen.queryByRole('link', { name: 'First' })).toBeNull());
    api.on(`PATCH ${ONE}`, row('c-1', 'First'));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('link', { name: 'First' })).toBeVisible();
    expect(api.last(`PATCH ${ONE}`)?.body).toEqual({ archived: false });
  });

  it('is in a list of its own', async () => {
    await draw();
    api.on(LIST, { conversations: [{ ...row('c-9', 'Old'), archived: true }], nextCursor: null });
    await userEvent.click(screen.getByRole('button', { name: 'Archived' }));
    expect(await screen.findByRole('link', { name: 'Old' })).toBeVisible();
    expect(api.lines.at(-1)).toBe(`${LIST}?archived=true`);
  });
});
