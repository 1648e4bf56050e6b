import { render, screen, within } from '@testing-library/angular';
import { Markdown } from './markdown';

async function draw(source: string, ended = true) {
  const { container, rerender } = await render(Markdown, { inputs: { source, ended } });
  const show = (next: string, nowEnded = true) =>
    rerender({ inputs: { source: next, ended: nowEnded } });
  return { container, show };
}

describe('an answer on the screen', () => {
  it('has headings below those of the page and of the turn', async () => {
    await draw('# One\n\n## Two\n\n### Three\n\n#### Four');
    const levels = [3, 4, 5, 6].map((level) =>
      screen.getByRole('heading', { level }).textContent.trim(),
    );
    expect(levels).toEqual(['One', 'Two', 'Three', 'Four']);
  });

  it('has lists that begin where they say', async () => {
    const { container } = await draw('3. c\n4. d\n\n- x\n  - y');
    const [ordered, outer] = screen.getAllByRole('list');
    expect(ordered).toHaveAttribute('start', '3');
    expect(within(outer as HTMLElement).getAllByRole('listitem')).toHaveLength(2);
    expect(container.querySelector('ul ul')).toHaveTextContent('y');
  });

  it('has tasks that say whether they are done, and cannot be changed', async () => {
    await draw('- [x] a\n- [ ] b');
    expect(screen.getByRole('checkbox', { name: 'Done' })).toBeChecked();
    expect(screen.getByRole('checkbox', { name: 'Open' })).toBeDisabled();
  });

  it('has tables with heads, which the keyboard can scroll', async () => {
    await draw('| Name | Age |\n|:--|--:|\n| Ada | 36 |');
    expect(screen.getByRole('columnheader', { name: 'Age' })).toHaveStyle({ textAlign: 'right' });
    expect(screen.getByRole('cell', { name: 'Ada' })).toBeVisible();
    expect(screen.getByRole('group', { name: 'Table' })).toHaveAttribute('tabindex', '0');
  });

  it('has code with its language, as it was written', async () => {
    const { container } = await draw('```ts\nconst a = "<b>";\n\n  b();\n```');
    expect(screen.getByText('ts')).toBeVisible();
    expect(container.querySelector('pre code')?.textContent).toBe('const a = "<b>";\n\n  b();');
    expect(screen.getByRole('button', { name: 'Copy' })).toBeVisible();
  });

  it('opens links elsewhere, and tells that page nothing', async () => {
    await draw('[a **b**](https://example.com/x)');
    const link = screen.getByRole('link', { name: /^a b ?\(example\.com\)$/ });
    expect(link).toHaveAttribute('href', 'https://example.com/x');
    expect(link).toHaveAttribute('target', '_blank');
    expect(link.getAttribute('rel')?.split(' ')).toEqual(
      expect.arrayContaining(['noopener', 'noreferrer', 'nofollow']),
    );
    expect(link).toHaveAttribute('title', 'https://example.com/x');
  });

  it('puts no blanks where there are none', async () => {
    const { container } = await draw('un**bel**iev`able`!');
    expect(container.querySelector('p')?.textContent).toBe('unbelievable!');
  });

  it('makes no element of HTML, and runs none', async () => {
    const { container } = await draw('<img src=x onerror="window.hacked=1"> <script>x</script>');
    expect(container.querySelectorAll('img, script')).toHaveLength(0);
    expect(container).toHaveTextContent('<img src=x onerror="window.hacked=1">');
    expect('hacked' in window).toBe(false);
  });
});

describe('while it grows', () => {
  it('what is closed stays the same element, and with it a selection in it', async () => {
    const { container, show } = await draw('# Title\n\nFirst\n\nSec', false);
    const [heading, first] = [container.querySelector('h3'), container.querySelector('p')];
    const words = first?.querySelector('md-inline')?.firstChild;
    await show('# Title\n\nFirst\n\nSecond\n\n- a\n\nThird **bo', false);
    await show('# Title\n\nFirst\n\nSecond\n\n- a\n\nThird **bold**');
    expect(container.querySelector('h3')).toBe(heading);
    expect(container.querySelector('p')).toBe(first);
    expect(first?.querySelector('md-inline')?.firstChild).toBe(words);
    expect(container).toHaveTextContent('TitleFirstSecondaThird bold');
  });

  it('shows no markup that is only half there', async () => {
    const { container, show } = await draw('Some **bo', false);
    expect(container.textContent).toBe('Some bo');
    await show('Some **bold** and\n\n|', false);
    expect(container).toHaveTextContent(/^Some bold and$/);
  });
});
