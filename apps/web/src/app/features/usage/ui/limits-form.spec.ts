import type { SpendingLimits } from '@prome-dify/contracts';
import { render, screen, waitFor } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { Failure, type FailureCode, type FailureFacts } from '../../../core/http/failure';
import { LimitsForm } from './limits-form';

const NONE: SpendingLimits = { perAnswer: null, perDay: null };
const SAVED = 'Saved, from the next answer on.';
const NOT_WHOLE = 'Enter a whole number from 1, or nothing';

/** The form, with a save that waits until the test says how it ends. */
async function draw(limits = NONE) {
  const saves: SpendingLimits[] = [];
  const ends: { succeed(): void; fail(error: unknown): void }[] = [];
  const perform = (wanted: SpendingLimits) => {
    saves.push(wanted);
    return new Promise<void>((succeed, fail) => ends.push({ succeed, fail }));
  };
  const { rerender } = await render(LimitsForm, { inputs: { limits, perform } });
  const user = userEvent.setup();
  const later = (next: SpendingLimits) => rerender({ inputs: { limits: next, perform } });
  return { saves, ends, user, later };
}

const answerField = () => screen.getByRole('textbox', { name: 'Per answer' });
const dayField = () => screen.getByRole('textbox', { name: 'Per day' });
const save = () => screen.getByRole('button', { name: 'Save' });
const idle = () => waitFor(() => expect(save()).toHaveAttribute('aria-disabled', 'false'));

/** The form with "60" and "500" in it, whose save ended with this failure. */
async function failed(code: FailureCode, message: string, facts: FailureFacts = {}) {
  const form = await draw();
  await form.user.type(answerField(), '60');
  await form.user.type(dayField(), '500');
  await form.user.click(save());
  form.ends[0]?.fail(new Failure(code, message, facts));
  await idle();
  return form;
}

describe('the form', () => {
  it('saves both limits, and says when they are saved', async () => {
    const { saves, ends, user } = await draw();
    await user.type(answerField(), ' 60 ');
    await user.type(dayField(), '1,000');
    await user.click(save());
    expect([saves, screen.queryByText(SAVED)]).toEqual([[{ perAnswer: 60, perDay: 1_000 }], null]);
    ends[0]?.succeed();
    expect(await screen.findByText(SAVED)).toHaveAttribute('role', 'status');
    expect(dayField()).toHaveValue('1,000');
  });

  it('takes a limit away when its field is emptied', async () => {
    const { saves, user } = await draw({ perAnswer: 60, perDay: 500 });
    await user.clear(dayField());
    await user.type(dayField(), '{Enter}');
    expect(saves).toEqual([{ perAnswer: 60, perDay: null }]);
  });

  it('saves once at a time, shows that it does, and keeps the keyboard where it is', async () => {
    const { saves, ends, user } = await draw({ perAnswer: 60, perDay: null });
    await user.dblClick(save());
    await waitFor(() => expect(save()).toHaveAttribute('aria-disabled', 'true'));
    expect(save().querySelector('ui-spinner')).toBeVisible();
    await user.keyboard('{Enter}');
    expect([saves.length, document.activeElement]).toEqual([1, save()]);
    ends[0]?.succeed();
    await idle();
    expect(save().querySelector('ui-spinner')).toBeNull();
    await user.keyboard('{Enter}');
    expect(saves).toHaveLength(2);
  });

  it('says "saved" only of what is in its fields', async () => {
    const { ends, user } = await draw();
    await user.type(dayField(), '5');
    await user.click(save());
    await user.type(dayField(), '0');
    ends[0]?.succeed();
    await idle();
    expect(screen.queryByText(SAVED)).toBeNull();
    await user.click(save());
    ends[1]?.succeed();
    expect(await screen.findByText(SAVED)).toBeVisible();
    await user.type(dayField(), '0');
    await waitFor(() => expect(screen.queryByText(SAVED)).toBeNull());
  });

  it('keeps what is being typed when other limits are reported', async () => {
    const { later, user } = await draw();
    await user.type(dayField(), '5');
    await later({ perAnswer: 7, perDay: 7 });
    expect([answerField(), dayField()].map((each) => each.getAttribute('aria-invalid'))).toEqual([
      'false',
      'false',
    ]);
    expect(dayField()).toHaveValue('5');
  });
});

describe('what is no limit', () => {
  it.each(['0', '000', '-5', '1.5', '1e3', '1,00', '0x10', 'many', '５', '1 000'])(
    '(%j) is said at its field, stays there, and is not saved',
    async (text) => {
      const { saves, user } = await draw();
      await user.type(answerField(), '60');
      await user.type(dayField(), text);
      await user.click(save());
      await waitFor(() => expect(dayField()).toHaveAccessibleDescription(NOT_WHOLE));
      expect(dayField()).toHaveAttribute('aria-invalid', 'true');
      expect(dayField()).toHaveValue(text);
      expect(dayField()).toHaveFocus();
      expect(answerField()).toHaveAttribute('aria-invalid', 'false');
      expect(saves).toEqual([]);
    },
  );

  it.each([
    ['more than a trillion', '1000000000001'],
    ['more than a number holds', '9'.repeat(400)],
  ])('(%s) is too much', async (_name, text) => {
    const { saves, user } = await draw();
    await user.click(answerField());
    await user.paste(text);
    await user.click(save());
    await waitFor(() =>
      expect(answerField()).toHaveAccessibleDescription('Use at most 1,000,000,000,000'),
    );
    expect(saves).toEqual([]);
  });

  it('is no longer said when it has become one', async () => {
    const { user } = await draw();
    await user.type(dayField(), '0{Enter}');
    await waitFor(() => expect(dayField()).toHaveAccessibleDescription(NOT_WHOLE));
    await user.type(dayField(), '{Backspace}5');
    await waitFor(() => expect(dayField()).toHaveAttribute('aria-invalid', 'false'));
  });
});

describe('a save that does not work', () => {
  it.each<[FailureCode, string]>([
    ['internal', 'Something went wrong'],
    ['unreachable', 'The server could not be reached'],
    ['offline', 'You are offline'],
  ])('(%s) says why, keeps what was typed, and can be tried again', async (code, message) => {
    const { saves, ends, user } = await failed(code, message);
    const text = `The limits could not be saved. ${message}.`;
    expect(screen.getByRole('alert')).toHaveTextContent(text);
    expect([answerField(), dayField()].map((each) => (each as HTMLInputElement).value)).toEqual([
      '60',
      '500',
    ]);
    await user.click(save());
    expect([saves.length, saves[1]]).toEqual([2, saves[0]]);
    expect(screen.queryByRole('alert')).toBeNull();
    ends[1]?.succeed();
    expect(await screen.findByText(SAVED)).toBeVisible();
  });

  it('says when to try again, where that is known', async () => {
    await failed('rate_limited', 'Too many requests', { retryAfter: 12 });
    expect(screen.getByRole('alert')).toHaveTextContent('Try again in 12 seconds.');
  });

  it('because of one field says so there', async () => {
    const fields = [{ pointer: '/perDay', message: 'must be less' }];
    await failed('validation_failed', 'Some fields are not valid', { fields });
    await waitFor(() => expect(dayField()).toHaveAccessibleDescription('must be less'));
    expect(answerField()).toHaveAttribute('aria-invalid', 'false');
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
