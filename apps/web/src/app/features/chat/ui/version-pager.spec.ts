import { render, screen } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { VersionPager } from './version-pager';

async function draw(number: number, locked = false) {
  const wanted: string[] = [];
  const version = {
    ...{ number, count: 3 },
    previousId: number > 1 ? 'before' : null,
    nextId: number < 3 ? 'after' : null,
  };
  await render(VersionPager, {
    inputs: { version, locked },
    on: { show: (id: string) => wanted.push(id) },
  });
  return wanted;
}

const button = (name: string) => screen.getByRole('button', { name });
const pressBoth = async () => {
  await userEvent.click(button('Previous version'));
  await userEvent.click(button('Next version'));
};

it('says which version of how many is shown, and leads to those beside it', async () => {
  const wanted = await draw(2);
  expect(screen.getByText('2 of 3')).toBeInTheDocument();
  await pressBoth();
  expect(wanted).toEqual(['before', 'after']);
});

it.each([
  [1, 'Previous version', ['after']],
  [3, 'Next version', ['before']],
])('ends at version %d, and keeps the keyboard there', async (number, name, left) => {
  const wanted = await draw(number);
  await pressBoth();
  expect(wanted).toEqual(left);
  expect(button(name)).toHaveAttribute('aria-disabled', 'true');
  button(name).focus();
  expect(button(name)).toHaveFocus();
});

it('leads nowhere while an answer is being written', async () => {
  const wanted = await draw(2, true);
  await pressBoth();
  expect(wanted).toEqual([]);
});
