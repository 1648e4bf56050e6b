import { render, screen } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { BarChart } from './bar-chart';

const bars = (...counts: number[]) =>
  counts.map((tokens, n) => ({ label: `Jan ${n + 1}`, tokens, parts: [tokens] }));

const draw = (...counts: number[]) =>
  render(BarChart, { inputs: { bars: bars(...counts), models: ['demo'] } });
const focused = () => document.activeElement?.getAttribute('aria-label');

describe('the chart of days', () => {
  it('says each day with its number', async () => {
    await draw(5, 0, 1_200);
    const labels = screen.getAllByRole('img').map((bar) => bar.getAttribute('aria-label'));
    expect(labels).toEqual(['Jan 1: 5 tokens', 'Jan 2: 0 tokens', 'Jan 3: 1,200 tokens']);
    expect(screen.getByRole('group', { name: /Tokens by day/ })).toBeInTheDocument();
  });

  it('is one stop of the Tab key, and the arrow keys lead on from there', async () => {
    await draw(5, 0, 7);
    await userEvent.tab();
    expect(focused()).toBe('Jan 3: 7 tokens');
    await userEvent.keyboard('{ArrowRight}');
    expect(focused()).toBe('Jan 3: 7 tokens');
    await userEvent.keyboard('{ArrowLeft}');
    expect(focused()).toBe('Jan 2: 0 tokens');
    await userEvent.keyboard('{Home}{ArrowLeft}');
    expect(focused()).toBe('Jan 1: 5 tokens');
    await userEvent.keyboard('{End}');
    expect(focused()).toBe('Jan 3: 7 tokens');
    await userEvent.keyboard('{Home}');
    await userEvent.tab();
    expect(document.body).toHaveFocus();
    await userEvent.tab({ shift: true });
    expect(focused()).toBe('Jan 1: 5 tokens');
  });

  it('shows the number of the bar that has the keyboard or the pointer', async () => {
    await draw(5, 7);
    await userEvent.tab();
    expect(await screen.findByText('Jan 2: 7 tokens')).toBeVisible();
    await userEvent.tab();
    expect(screen.queryByText('Jan 2: 7 tokens')).toBeNull();
    await userEvent.hover(screen.getByRole('img', { name: /Jan 1/ }));
    expect(await screen.findByText('Jan 1: 5 tokens')).toBeVisible();
  });

  it('stacks the models of each day, and says what each of them took', async () => {
    const label = 'Jan 1';
    const day = { label, tokens: 40, parts: [30, 10] };
    const { container } = await render(BarChart, {
      inputs: { bars: [day, { label: 'Jan 2', tokens: 0, parts: [0, 0] }], models: ['a', 'b'] },
    });
    expect(screen.getAllByRole('img').map((bar) => bar.getAttribute('aria-label'))).toEqual([
      'Jan 1: 40 tokens (a 30, b 10)',
      'Jan 2: 0 tokens',
    ]);
    const parts = [...container.querySelectorAll('.bar-chart rect:not([role])')].slice(0, 2);
    const place = (part: Element) => [part.getAttribute('y'), part.getAttribute('height')];
    expect(parts.map(place)).toEqual([
      ['40', '120'],
      ['0', '40'],
    ]);
    expect(parts.map((part) => part.getAttribute('class'))).toEqual([
      'chart-tone-0',
      'chart-tone-1',
    ]);
    expect([...container.querySelectorAll('li')].map((item) => item.textContent.trim())).toEqual([
      'a',
      'b',
    ]);
  });

  it('has nothing to stop at without days', async () => {
    await draw();
    await userEvent.tab();
    expect(document.body).toHaveFocus();
  });
});
