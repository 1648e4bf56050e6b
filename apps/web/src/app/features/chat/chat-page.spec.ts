import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Title } from '@angular/platform-browser';
import { Router, RouterOutlet } from '@angular/router';
import { render, screen, waitFor, within } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders, signedInAs } from '../../core/app-providers.fixture';
import { playApi, type Asked } from '../../core/http/played-api.fixture';
import { chatAddress } from '../../core/routing/chat-address';
import { ServerStream } from '../../core/stream/server-stream.fixture';
import { playScreen } from '../../ui/screen.fixture';
import { ChatPage } from './chat-page';
import { USAGE, message, page } from './data-access/thread-story.fixture';

const api = playApi();
const device = playScreen();
const CHAT = 'POST /api/chat';
const DONE = { conversationId: 'c-9', reason: 'complete' };
const STORED = message('m9', { role: 'assistant', parentId: 'm8', content: 'Because so.' });
const quote = { model: 'demo', promptTokens: 5, minTokens: 6, maxTokens: 100, balance: 1_000 };

@Component({ selector: 'pd-frame', imports: [RouterOutlet], template: '<router-outlet />' })
class Frame {}

let stream: ServerStream;
beforeEach(() => {
  signedInAs('ada');
  stream = new ServerStream({ 'x-generation-id': 'g-1' });
  api.on('GET /api/models', { models: [{ id: 'demo', label: 'Demo' }], default: 'demo' });
  api.on('GET /api/conversations', { conversations: [], nextCursor: null });
  api.on('GET /api/conversations/c-1/messages', page([message('m1')]));
  api.on('GET /api/conversations/c-9/messages', page([message('m8'), STORED]));
  api.on('GET /api/billing/balance', { balance: 975, held: 0, available: 975, gift: 0, debt: 0 });
  api.on('GET /api/billing/usage', { usage: [], nextCursor: null });
  api.on('POST /api/chat/quote', { ...quote, affordable: true });
  api.on(CHAT, ({ signal }: Asked) => stream.to(signal));
});

async function open(address = '/chat'): Promise<Router> {
  const routes = [{ matcher: chatAddress, component: ChatPage }];
  await render(Frame, { providers: appProviders([...routes, { path: '**', children: [] }]) });
  const router = TestBed.inject(Router);
  await router.navigateByUrl(address);
  await screen.findByRole('textbox', { name: 'Message' });
  return router;
}

const field = () => screen.getByRole('textbox', { name: 'Message' });
const log = () => screen.getByRole('log', { name: 'Conversation' });
const said = (text: string) =>
  waitFor(() =>
    expect(screen.getAllByRole('status').map((each) => each.textContent)).toContain(text),
  );

async function ask(text = 'Why?'): Promise<void> {
  await userEvent.type(field(), `${text}{Enter}`);
  await screen.findByRole('button', { name: 'Stop' });
}

describe('a new conversation', () => {
  it('greets, with the keyboard where one writes', async () => {
    await open();
    expect(screen.getByRole('heading', { name: 'What is on your mind?' })).toBeVisible();
    await waitFor(() => expect(field()).toHaveFocus());
  });

  it('has suggestions that fill the composer and send nothing', async () => {
    await open();
    await userEvent.click(screen.getByRole('button', { name: /short poem about the sea/ }));
    expect(field()).toHaveValue('Write a short poem about the sea in autumn');
    expect(field()).toHaveFocus();
    expect(api.count(CHAT)).toBe(0);
  });

  it('gets an address of its own while its answer streams in, and stays on the screen', async () => {
    const router = await open();
    await ask();
    expect(field()).toHaveValue('');
    stream.send('meta', { conversation_id: 'c-9' }, 1);
    stream.send('answer', { content: 'Because', finished: false }, 2);
    await waitFor(() => expect(router.url).toBe('/chat/c-9'));
    expect(await within(log()).findByText('Because')).toBeVisible();
    stream.send('answer', { content: ' so.', finished: true }, 3);
    stream.send('usage', USAGE, 4).send('done', DONE, 5).end();
    expect(await within(log()).findByText('Because so.')).toBeVisible();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Send' })).toBeVisible());
    expect(api.count(CHAT)).toBe(1);
    expect(TestBed.inject(Title).getTitle()).toMatch(/Prome-Dify$/);
  });

  it('tells a screen reader where the answer begins and how it ends, not its words', async () => {
    await open();
    await ask();
    await said('Generating…');
    stream.send('meta', { conversation_id: 'c-9' }, 1);
    stream.send('answer', { content: 'Secret word', finished: false }, 2);
    await within(log()).findByText('Secret word');
    await said('Generating…');
    stream.send('done', DONE, 3).end();
    await said('Answer complete');
    expect(log()).toHaveAttribute('aria-live', 'off');
  });
});

describe('a link that wants something asked', () => {
  it('fills the composer, sends nothing, and is forgotten by the address', async () => {
    const router = await open('/chat?q=Why%20is%20the%20sky%20blue%3F');
    await waitFor(() => expect(field()).toHaveValue('Why is the sky blue?'));
    await waitFor(() => expect(router.url).toBe('/chat'));
    expect(field()).toHaveValue('Why is the sky blue?');
    expect(api.count(CHAT)).toBe(0);
  });

  it('takes nothing away from what was being written', async () => {
    localStorage.setItem('mine:ada:draft:new', '{"draft":"half a thought","unsent":null}');
    await open('/chat?q=Why');
    await waitFor(() => expect(field()).toHaveValue('half a thought\n\nWhy'));
  });
});

describe('the keyboard', () => {
  it('comes back to the composer with Shift+Escape', async () => {
    await open();
    await waitFor(() => expect(field()).toHaveFocus());
    screen.getByRole('button', { name: 'New chat' }).focus();
    await userEvent.keyboard('{Shift>}{Escape}{/Shift}');
    expect(field()).toHaveFocus();
  });
});

describe('an answer that comes while another conversation is shown', () => {
  it('is marked in the history until one looks at it', async () => {
    const router = await open();
    await ask();
    stream.send('meta', { conversation_id: 'c-9' }, 1);
    await waitFor(() => expect(router.url).toBe('/chat/c-9'));
    await router.navigateByUrl('/chat/c-1');
    await within(log()).findByText('text of m1');
    expect(screen.queryByText('New answer')).toBeNull();
    api.on('GET /api/conversations/c-9/messages', page([message('m9')]));
    stream.send('answer', { content: 'So.', finished: true }, 2).send('done', DONE, 3).end();
    expect(await screen.findByText('New answer')).toBeInTheDocument();
    await router.navigateByUrl('/chat/c-9');
    await waitFor(() => expect(screen.queryByText('New answer')).toBeNull());
  });
});

describe('an answer that runs', () => {
  it('is stopped at the server, and what was shown stays', async () => {
    await open();
    api.on('POST /api/chat/g-1/stop', { generationId: 'g-1', status: 'stopped' });
    const half = { ...STORED, content: 'Half', status: 'stopped' } as const;
    api.on('GET /api/conversations/c-9/messages', page([message('m8'), half]));
    await ask();
    stream.send('meta', { conversation_id: 'c-9' }, 1);
    stream.send('answer', { content: 'Half', finished: false }, 2);
    await within(log()).findByText('Half');
    await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(api.count('POST /api/chat/g-1/stop')).toBe(1));
    expect(api.last(CHAT)?.signal?.aborted).toBe(false);
    stream.send('done', { ...DONE, reason: 'stopped' }, 3).end();
    await said('Answer stopped');
    expect(log()).toHaveTextContent(/Half.*Stopped/);
  });

  it('lets one write the next message meanwhile', async () => {
    await open();
    await ask();
    await userEvent.type(field(), 'Next');
    stream.send('meta', { conversation_id: 'c-9' }, 1).send('done', DONE, 2).end();
    await screen.findByRole('button', { name: 'Send' });
    expect(field()).toHaveValue('Next');
  });
});

describe('a conversation that is opened', () => {
  it('shows its messages, and begins anew when asked to', async () => {
    const router = await open('/chat/c-1');
    expect(await within(log()).findByText('text of m1')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'New chat' }));
    await waitFor(() => expect(router.url).toBe('/chat'));
    expect(log()).not.toHaveTextContent('text of m1');
  });

  it('keeps what is being written in each', async () => {
    const router = await open('/chat/c-1');
    await userEvent.type(field(), 'for one');
    await router.navigateByUrl('/chat');
    await waitFor(() => expect(field()).toHaveValue(''));
    await router.navigateByUrl('/chat/c-1');
    await waitFor(() => expect(field()).toHaveValue('for one'));
  });
});

describe('where there is no room beside the conversation', () => {
  it('the history is in a drawer, which Escape closes', async () => {
    device.set('(min-width: 64rem)', false);
    await open();
    expect(screen.queryByRole('navigation', { name: 'History' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Conversations' }));
    const drawer = await screen.findByRole('dialog', { name: 'Conversations' });
    expect(within(drawer).getByRole('navigation', { name: 'History' })).toBeVisible();
    within(drawer).getByRole('button', { name: 'New chat' }).focus();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});
