import { TestBed } from '@angular/core/testing';
import { Title } from '@angular/platform-browser';
import type { SharedConversation } from '@prome-dify/contracts';
import { render, screen } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders, signedInAs } from '../../core/app-providers.fixture';
import { playApi } from '../../core/http/played-api.fixture';
import { refusal } from '../../core/stream/server-stream.fixture';
import { playScreen } from '../../ui/screen.fixture';
import { SharedPage } from './shared-page';

const api = playApi();
playScreen();
const SHARED = 'GET /api/shared/abc';

const said = (...contents: string[]): SharedConversation['messages'] =>
  contents.map((content, n) => ({
    role: n % 2 === 0 ? 'user' : 'assistant',
    content,
    status: 'complete',
  }));
const view = (over: Partial<SharedConversation> = {}): SharedConversation => ({
  title: 'Pelicans',
  updatedAt: '2030-01-01T12:00:00.000Z',
  messages: said('Where *do* they sleep?', 'On **water**.'),
  nextCursor: null,
  ...over,
});

async function open(answer: unknown = view()) {
  api.on(SHARED, answer);
  return render(SharedPage, { providers: appProviders(), inputs: { token: 'abc' } });
}

describe('the page of a shared conversation', () => {
  it('shows questions as they were written and answers as markdown, without signing in', async () => {
    await open();
    expect(await screen.findByRole('heading', { level: 1, name: 'Pelicans' })).toBeVisible();
    expect(screen.getByText('Where *do* they sleep?')).toBeVisible();
    expect(screen.getByText('water')).toContainHTML('<strong');
    const headings = screen.getAllByRole('heading', { level: 2 });
    expect(headings.map((heading) => heading.textContent)).toEqual(['Question', 'Answer']);
    expect(TestBed.inject(Title).getTitle()).toBe('Pelicans · Prome-Dify');
    expect(api.last(SHARED)?.headers.get('authorization')).toBeNull();
  });

  it('says what this is, with a way in', async () => {
    await open();
    const link = await screen.findByRole('link', { name: 'Create account' });
    expect(link).toHaveAttribute('href', '/register');
    expect(screen.getByText(/paid for by the token/)).toBeVisible();
  });

  it('leads those who have an account to their chats', async () => {
    signedInAs('ada');
    await open();
    const link = await screen.findByRole('link', { name: 'Go to your chats' });
    expect(link).toHaveAttribute('href', '/chat');
  });

  it('says of an answer that it was stopped', async () => {
    const messages = [{ role: 'assistant', content: 'On', status: 'stopped' }] as const;
    await open(view({ messages }));
    expect(await screen.findByText('Stopped')).toBeVisible();
  });

  it('shows earlier messages when asked to', async () => {
    await open(view({ messages: said('q2', 'a2'), nextCursor: 'p2' }));
    const more = await screen.findByRole('button', { name: 'Show earlier messages' });
    api.cut(SHARED);
    await userEvent.click(more);
    expect(await screen.findByRole('alert')).toHaveTextContent('earlier messages could not');
    api.on(SHARED, view({ messages: said('q1', 'a1') }));
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    const first = await screen.findByText('q1');
    const following = first.compareDocumentPosition(screen.getByText('q2'));
    expect(following & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show earlier messages' })).toBeNull();
    expect(api.lines.at(-1)).toContain('cursor=p2');
  });

  it('says that it waits, that nothing was said, and that the link leads nowhere', async () => {
    const release = api.hold(SHARED);
    const { fixture } = await render(SharedPage, {
      providers: appProviders(),
      inputs: { token: 'abc' },
    });
    expect(screen.getByRole('status', { name: 'Loading' })).toBeInTheDocument();
    release(view({ messages: [] }));
    expect(await screen.findByText(/Nothing was said/)).toBeVisible();
    api.on('GET /api/shared/gone', refusal(404, { code: 'not_found', title: 'Not found' }));
    fixture.componentRef.setInput('token', 'gone');
    expect(await screen.findByRole('heading', { name: 'This link leads nowhere' })).toBeVisible();
  });

  it('that cannot be loaded can be asked for again', async () => {
    await open(refusal(500, { code: 'internal', title: 'Something went wrong' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('could not be loaded');
    api.on(SHARED, view());
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Pelicans' })).toBeVisible();
  });
});
