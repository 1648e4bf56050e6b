import { render, screen, waitFor, within } from '@testing-library/angular';
import { fireEvent } from '@testing-library/dom';
import { userEvent } from '@testing-library/user-event';
import { appProviders, signedInAs } from '../../../core/app-providers.fixture';
import { playApi } from '../../../core/http/played-api.fixture';
import { playScreen } from '../../../ui/screen.fixture';
import { message, page } from '../data-access/thread-story.fixture';
import { PlayedThread } from '../data-access/thread.fixture';
import { ThreadView, type Replacement } from './thread-view';

const api = playApi();
playScreen();

const answer = (id: string, parentId: string) => message(id, { role: 'assistant', parentId });
const QUOTE = { model: 'demo', promptTokens: 5, minTokens: 6, maxTokens: 100, balance: 1_000 };

beforeEach(() => {
  // jsdom has no layout, and nothing to scroll.
  Element.prototype.scrollIntoView = () => undefined;
  signedInAs('ada');
  api.on('GET /api/models', { models: [{ id: 'demo', label: 'Demo' }], default: 'demo' });
  api.on('GET /api/billing/balance', { balance: 975, held: 0, available: 975, gift: 0, debt: 0 });
  api.on('POST /api/chat/quote', { ...QUOTE, affordable: true });
});

/** Two questions with their answers, as they were loaded. */
async function draw() {
  const played = new PlayedThread('c-1');
  const followed = message('m3', { parentId: 'm2' });
  const history = [message('m1'), answer('m2', 'm1'), followed, answer('m4', 'm3')];
  played.history = async () => page(history);
  await played.thread.load();
  const wanted: Replacement[] = [];
  const { fixture } = await render(ThreadView, {
    inputs: { thread: played.thread },
    on: { replace: (replacement: Replacement) => wanted.push(replacement) },
    providers: appProviders(),
  });
  return { played, wanted, view: fixture.componentInstance };
}

const buttons = (name: string) => screen.findAllByRole('button', { name });
const editor = () => screen.findByRole('textbox', { name: 'Your question' });
const open = async (nth = 1) => {
  const opener = (await buttons('Edit'))[nth];
  if (opener) await userEvent.click(opener);
  return editor();
};

it('an answer is asked for anew by the button under it', async () => {
  const { wanted } = await draw();
  const [first] = await buttons('Regenerate');
  if (first) await userEvent.click(first);
  expect(wanted).toMatchObject([{ turn: { id: 'm2' }, text: '' }]);
});

describe('a question', () => {
  it('is edited where it stands, with the price of asking it again', async () => {
    const { wanted } = await draw();
    const field = await open();
    expect(field).toHaveValue('text of m3');
    expect(field).toHaveFocus();
    expect(await screen.findByText('6 to 100 tokens')).toBeVisible();
    expect(api.last('POST /api/chat/quote')?.body).toEqual({
      ...{ conversationId: 'c-1', parentId: 'm2', message: 'text of m3', model: 'demo' },
    });
    await userEvent.clear(field);
    await userEvent.type(field, 'Otherwise{Control>}{Enter}{/Control}');
    expect(wanted).toMatchObject([{ turn: { id: 'm3' }, text: 'Otherwise' }]);
  });

  it('stays as it was after Escape, and the keyboard is where it began', async () => {
    const { wanted } = await draw();
    await userEvent.type(await open(), ' or not{Escape}');
    await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull());
    expect((await buttons('Edit'))[1]).toHaveFocus();
    expect([wanted, screen.getByText('text of m3').tagName]).toEqual([[], 'P']);
  });

  it('is not saved by Enter alone, while an input method composes, or empty', async () => {
    const { wanted } = await draw();
    const field = await open();
    await userEvent.type(field, '{Enter}more');
    expect(field).toHaveValue('text of m3\nmore');
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true, isComposing: true });
    await userEvent.clear(field);
    await userEvent.type(field, ' {Control>}{Enter}{/Control}');
    expect(screen.getByRole('button', { name: 'Save & rerun' })).toBeDisabled();
    expect(wanted).toEqual([]);
  });

  it('the last one, is opened when the composer asks for it', async () => {
    const { view } = await draw();
    view.editLast();
    expect(await editor()).toHaveValue('text of m3');
  });
});

it('while an answer is written nothing else is asked here', async () => {
  const { played, wanted, view } = await draw();
  played.thread.send('More', 'k', null);
  view.editLast();
  const [first] = await buttons('Edit');
  await waitFor(() => expect(first).toHaveAttribute('aria-disabled', 'true'));
  for (const button of [...(await buttons('Edit')), ...(await buttons('Regenerate'))])
    await userEvent.click(button);
  expect([wanted, screen.queryByRole('textbox')]).toEqual([[], null]);
});

it('an edit that was refused can be taken up again, and what was there comes back', async () => {
  const { played } = await draw();
  const turn = played.state.turns[2];
  played.thread.send('Otherwise', 'k', null, turn);
  expect(played.sent$[0]?.request).toEqual({
    ...{ message: 'Otherwise', parentId: 'm2', conversationId: 'c-1' },
  });
  played.accept(null);
  played.say({ event: 'error', data: { error: 'Poor', code: 'insufficient_tokens' } });
  await userEvent.click(await screen.findByRole('button', { name: 'Go back' }));
  expect(await editor()).toHaveValue('Otherwise');
  expect(within(screen.getByRole('log')).getByText('text of m4')).toBeVisible();
});

it('another version takes the place of the one before, and leaves what both follow', async () => {
  const { played } = await draw();
  const version = { number: 1, count: 2, previousId: null, nextId: 'm5' };
  const now = answer('m4', 'm3');
  played.history = async () => page([message('m3', { parentId: 'm2' }), { ...now, version }]);
  await played.thread.load();
  const next = await screen.findByRole('button', { name: 'Next version' });
  next.focus();
  const shown = { number: 2, count: 2, previousId: 'm4', nextId: null };
  played.history = async () => page([{ ...answer('m5', 'm3'), version: shown }]);
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByText('text of m5')).toBeVisible();
  expect(played.activated).toEqual(['m5']);
  expect(played.state.turns.map(({ id }) => id)).toEqual(['m1', 'm2', 'm3', 'm5']);
  expect(screen.getByRole('button', { name: 'Next version' })).toHaveFocus();
});
