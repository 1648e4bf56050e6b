import { render, screen, waitFor } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders, signedInAs } from '../../../core/app-providers.fixture';
import { playApi } from '../../../core/http/played-api.fixture';
import { playScreen } from '../../../ui/screen.fixture';
import type { RatedAnswer } from '../data-access/feedback';
import { AnswerFeedback } from './answer-feedback';

const api = playApi();
playScreen();
const RATE = 'PUT /api/messages/m-1/feedback';

async function draw(answer: Partial<RatedAnswer> = {}) {
  signedInAs('ada');
  await render(AnswerFeedback, {
    providers: appProviders(),
    inputs: { answer: { id: 'm-1', feedback: null, ...answer } },
  });
}

const thumb = (name: 'Good answer' | 'Bad answer') => screen.getByRole('button', { name });
const pressed = () =>
  (['Good answer', 'Bad answer'] as const).map((name) => thumb(name).getAttribute('aria-pressed'));
const told = (text: string) =>
  waitFor(() =>
    expect(document.querySelector('.cdk-live-announcer-element')).toHaveTextContent(text),
  );

describe('what one thinks of an answer', () => {
  it('is shown at once, kept, told to a screen reader, and taken back by the same button', async () => {
    await draw();
    expect(pressed()).toEqual(['false', 'false']);
    const release = api.hold(RATE);
    await userEvent.click(thumb('Good answer'));
    expect(pressed()).toEqual(['true', 'false']);
    release({ rating: 'up', comment: null });
    await told('Rated as good');
    await userEvent.click(thumb('Bad answer'));
    expect(pressed()).toEqual(['false', 'true']);
    await userEvent.click(thumb('Bad answer'));
    expect(pressed()).toEqual(['false', 'false']);
    await waitFor(() => expect(api.count(RATE)).toBe(3));
    expect(api.asked.map(({ body }) => body)).toEqual([
      { rating: 'up' },
      { rating: 'down' },
      { rating: null },
    ]);
  });

  it('is what was said before, after a reload', async () => {
    await draw({ feedback: { rating: 'down' } });
    expect(pressed()).toEqual(['false', 'true']);
  });

  it('that could not be kept is taken back, and that is said', async () => {
    await draw({ feedback: { rating: 'up' } });
    api.cut(RATE);
    await userEvent.click(thumb('Bad answer'));
    expect(await screen.findByText('Not saved')).toBeVisible();
    expect(pressed()).toEqual(['true', 'false']);
    await told('could not be saved');
  });

  it('is explained in words, which are kept with the rating and can be changed', async () => {
    api.on(RATE, {});
    await draw({ feedback: { rating: 'down' } });
    await userEvent.click(screen.getByRole('button', { name: 'Add a comment' }));
    const field = screen.getByRole('textbox', { name: 'What was wrong with it?' });
    expect(field).toHaveFocus();
    await userEvent.type(field, '  Too long {Enter}');
    await told('Comment saved');
    const again = await screen.findByRole('button', { name: 'Edit comment' });
    await waitFor(() => expect(again).toHaveFocus());
    await userEvent.click(again);
    expect(screen.getByRole('textbox')).toHaveValue('Too long');
    await userEvent.clear(screen.getByRole('textbox'));
    await userEvent.click(screen.getByRole('button', { name: 'Save comment' }));
    expect(await screen.findByRole('button', { name: 'Add a comment' })).toBeVisible();
    expect(api.asked.map(({ body }) => body)).toEqual([
      { rating: 'down', comment: 'Too long' },
      { rating: 'down' },
    ]);
  });

  it('keeps the words that could not be sent in their field', async () => {
    await draw({ feedback: { rating: 'up', comment: 'Short' } });
    api.cut(RATE);
    await userEvent.click(screen.getByRole('button', { name: 'Edit comment' }));
    await userEvent.type(screen.getByRole('textbox'), ' and right{Enter}');
    expect(await screen.findByText('Not saved')).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'What was good about it?' })).toHaveValue(
      'Short and right',
    );
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(pressed()).toEqual(['true', 'false']);
  });
});
