import { render, waitFor } from '@testing-library/angular';
import type { Formula } from './block';
import { MdMath } from './md-math';

const formulaOf = (tex: string, display = true): Formula => ({
  raw: `$$${tex}$$`,
  tex,
  display,
  closed: true,
});

async function draw(formula: Formula) {
  const { container, rerender } = await render(MdMath, { inputs: { formula } });
  const show = (next: Formula) => rerender({ inputs: { formula: next } });
  return { container, show, math: () => container.querySelector('math') };
}

it('is shown as it was written, until it is drawn', async () => {
  const { container, math } = await draw(formulaOf('x^2'));
  await waitFor(() => expect(math()).not.toBeNull());
  expect(container).toHaveTextContent(/^x2$/);
  expect(container).toHaveAttribute('title', 'x^2');
});

it('stays as it was written where it is no TeX', async () => {
  const { container, math, show } = await draw(formulaOf('x'));
  await waitFor(() => expect(math()).not.toBeNull());
  await show(formulaOf('\\frac{a'));
  await waitFor(() => expect(math()).toBeNull());
  expect(container).toHaveTextContent('$$\\frac{a$$');
});

it('in a line can be reached with the keyboard where it may be wider than the line', async () => {
  const { container, math, show } = await draw(formulaOf('x', false));
  await waitFor(() => expect(math()).not.toBeNull());
  expect(container.querySelector('[tabindex]')).toBeNull();
  await show(formulaOf('x + '.repeat(20) + '1', false));
  await waitFor(() => expect(container.querySelector('[tabindex="0"]')).not.toBeNull());
});

it('is drawn once, while the text around it grows', async () => {
  const { math, show } = await draw(formulaOf('x'));
  await waitFor(() => expect(math()).not.toBeNull());
  const first = math();
  await show(formulaOf('x'));
  expect(math()).toBe(first);
});
