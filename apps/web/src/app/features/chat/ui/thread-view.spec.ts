import type { ChatEvent } from '@prome-dify/contracts';
import { render, screen, waitFor, within } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders } from '../../../core/app-providers.fixture';
import { Failure } from '../../../core/http/failure';
import { playScreen } from '../../../ui/screen.fixture';
import { USAGE, message, page } from '../data-access/thread-story.fixture';
import { PlayedThread } from '../data-access/thread.fixture';
import { ThreadView } from './thread-view';

const device = playScreen();

const says = (content: string): ChatEvent => ({
  event: 'answer',
  data: { content, finished: false },
});
const DONE: ChatEvent = { event: 'done', data: { conversationId: 'c-1', reason: 'complete' } };

async function draw(played = new PlayedThread()) {
  let retries = 0;
  const { fixture } = await render(ThreadView, {
    inputs: { thread: played.thread },
    on: { retry: () => (retries += 1) },
    providers: appProviders(),
  });
  const log = screen.getByRole('log', { name: 'Conversation' });
  return { played, log, retries: () => retries, drawn: () => fixture.whenStable() };
}

async function asking() {
  const view = await draw();
  view.played.thread.send('Why?', 'k', null);
  view.played.accept();
  await view.drawn();
  return view;
}

/** A log whose window shows 200 of 1,000 pixels; jsdom has no layout of its own. */
function giveHeight(log: HTMLElement, scrollHeight = 1_000): void {
  Object.defineProperty(log, 'scrollHeight', { value: scrollHeight, configurable: true });
  Object.defineProperty(log, 'clientHeight', { value: 200, configurable: true });
}

describe('the conversation', () => {
  it('is a log that a screen reader does not read aloud word by word', async () => {
    const { played, log } = await asking();
    expect(log).toHaveAttribute('aria-live', 'off');
    await waitFor(() => expect(log).toHaveAttribute('aria-busy', 'true'));
    played.say(says('Because.'), DONE);
    await waitFor(() => expect(log).toHaveAttribute('aria-busy', 'false'));
  });

  it('has a heading for each turn, the question as it was written, the answer as markdown', async () => {
    const { played, log } = await draw();
    played.thread.send('a **b**\n<i>', 'k', null);
    played.accept();
    played.say(says('c **d**'), DONE);
    expect(await within(log).findByText('d')).toContainHTML('<strong');
    expect(log).toHaveTextContent('a **b** <i>');
    const headings = within(log).getAllByRole('heading', { level: 2 });
    expect(headings.map((heading) => heading.textContent)).toEqual(['You', 'Answer']);
  });

  it('has a receipt and a copy button under an answer, and not while it is written', async () => {
    const { played, log } = await asking();
    played.say(says('Because.'));
    await within(log).findByText('Because.');
    expect(within(log).queryByRole('button', { name: 'Copy' })).toBeNull();
    played.say({ event: 'usage', data: USAGE }, DONE);
    expect(await within(log).findByText('25 tokens used (10 prompt + 15 answer)')).toBeVisible();
    expect(within(log).getByRole('button', { name: 'Copy' })).toBeVisible();
  });

  it('says of an answer that it was stopped', async () => {
    const { played, log } = await asking();
    played.say(says('Bec'), { event: 'done', data: { conversationId: 'c', reason: 'stopped' } });
    expect(await within(log).findByText('Stopped')).toBeVisible();
    expect(log).toHaveTextContent('Bec');
  });
});

describe('an answer that failed', () => {
  it('says why, at once, and can be tried again', async () => {
    const { played, retries } = await asking();
    played.say(says('Half of it'));
    played.break(new Failure('model_failed', 'x'));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The model could not answer.');
    expect(screen.getByRole('log')).toHaveTextContent('Half of it');
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(retries()).toBe(1);
  });

  it('for want of tokens leads to the packages', async () => {
    const { played } = await asking();
    const data = { error: 'Insufficient tokens', code: 'insufficient_tokens', balance: 3 } as const;
    played.say({ event: 'error', data });
    const link = await screen.findByRole('link', { name: 'Buy tokens' });
    expect(link).toHaveAttribute('href', '/billing');
    expect(screen.getByRole('alert')).toHaveTextContent('You have 3 left.');
  });

  it('counts the seconds until it can be tried again', async () => {
    const { played } = await asking();
    played.break(new Failure('rate_limited', 'x', { retryAfter: 1 }));
    expect(await screen.findByRole('button', { name: 'Try again in 1 s' })).toBeDisabled();
    expect(
      await screen.findByRole('button', { name: 'Try again' }, { timeout: 3_000 }),
    ).toBeEnabled();
  });
});

describe('history', () => {
  it('shows older messages when asked to', async () => {
    const played = new PlayedThread('c-1');
    played.history = async () => page([message('m3'), message('m4', { role: 'assistant' })], 'p2');
    await played.thread.load();
    const { log } = await draw(played);
    played.history = async () => page([message('m1'), message('m2', { role: 'assistant' })]);
    await userEvent.click(screen.getByRole('button', { name: 'Show earlier messages' }));
    expect(await within(log).findByText('text of m1')).toBeVisible();
    expect(log.textContent.indexOf('text of m1')).toBeLessThan(
      log.textContent.indexOf('text of m3'),
    );
    expect(screen.queryByRole('button', { name: 'Show earlier messages' })).toBeNull();
  });

  it('that cannot be loaded says so, and can be asked for again', async () => {
    const played = new PlayedThread('c-1');
    await played.thread.load();
    const { log } = await draw(played);
    expect(screen.getByRole('alert')).toHaveTextContent('The conversation could not be loaded.');
    played.history = async () => page([message('m1')]);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await within(log).findByText('text of m1')).toBeVisible();
  });
});

describe('following what is written', () => {
  it('stays at the end while the reader is there', async () => {
    const { log } = await asking();
    giveHeight(log);
    device.resize();
    expect(log.scrollTop).toBe(1_000);
    expect(screen.queryByRole('button', { name: 'Jump to the latest' })).toBeNull();
  });

  it('lets go at the first turn of the wheel, and comes back when asked to', async () => {
    const { log } = await asking();
    giveHeight(log);
    log.scrollTop = 300;
    log.dispatchEvent(new WheelEvent('wheel', { deltaY: -1 }));
    device.resize();
    expect(log.scrollTop).toBe(300);
    await userEvent.click(await screen.findByRole('button', { name: 'Jump to the latest' }));
    expect(log.scrollTop).toBe(1_000);
    await waitFor(() =>
      expect(screen.queryByRole('button', { name: 'Jump to the latest' })).toBeNull(),
    );
  });

  it('takes hold again with the next question', async () => {
    const { played, log } = await asking();
    played.say(says('Because.'), DONE);
    await within(log).findByText('Because.');
    giveHeight(log);
    log.scrollTop = 300;
    log.dispatchEvent(new WheelEvent('wheel', { deltaY: -1 }));
    played.thread.send('And?', 'k2', null);
    await waitFor(() => expect(log.scrollTop).toBe(1_000));
  });
});
