import { render, screen, waitFor } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import type { CodeBlock } from './block';
import { PlayedWorker } from './highlight.fixture';
import { MdCode } from './md-code';

const TEXT = 'const a = "<b>";\n\n  b(a); // c';

const blockOf = (given: Partial<CodeBlock> = {}): CodeBlock => {
  const text = given.text ?? TEXT;
  return { kind: 'code', raw: text, language: 'ts', closed: true, text, ...given };
};

async function draw(code: CodeBlock) {
  const { container, rerender } = await render(MdCode, { inputs: { code } });
  const frame = container.querySelector('code') as HTMLElement;
  const show = (next: CodeBlock) => rerender({ inputs: { code: next } });
  const spans = () => [...frame.querySelectorAll('span')];
  return { container, frame, show, spans };
}

beforeEach(() => {
  PlayedWorker.asked.length = 0;
  Object.defineProperty(globalThis, 'Worker', { value: PlayedWorker, configurable: true });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'Worker');
  getSelection()?.removeAllRanges();
});

it('wraps the lines of code when asked to, and not before', async () => {
  const text = `echo ${'x'.repeat(400)}`;
  const { container } = await draw(blockOf({ text, language: 'bash' }));
  const toggle = screen.getByRole('button', { name: 'Wrap lines' });
  const frame = container.querySelector('pre');
  expect(toggle).toHaveAttribute('aria-pressed', 'false');
  expect(frame).not.toHaveClass('code-wrapped');
  await userEvent.click(toggle);
  expect(toggle).toHaveAttribute('aria-pressed', 'true');
  expect(frame).toHaveClass('code-wrapped');
  await userEvent.click(toggle);
  expect(frame).not.toHaveClass('code-wrapped');
});

describe('code whose fence is closed', () => {
  it('is highlighted, and says what it said', async () => {
    const { frame, spans } = await draw(blockOf());
    expect(frame.textContent).toBe(TEXT);
    await waitFor(() =>
      expect(spans().map(({ className }) => className)).toContain('code-keyword'),
    );
    expect(frame.textContent).toBe(TEXT);
    expect(frame.querySelector('.code-comment')).toHaveTextContent('// c');
    expect(frame.querySelector('b')).toBeNull();
  });

  it('of many pieces is highlighted to its end', async () => {
    const text = Array.from({ length: 100 }, (_, n) => `let a${n} = "b";`).join('\n');
    const { frame, spans } = await draw(blockOf({ text }));
    await waitFor(() => expect(spans().length).toBeGreaterThan(200));
    await waitFor(() => expect(frame.lastChild?.textContent).toBe(''));
    expect(frame.textContent).toBe(text);
  });

  it('is not drawn again when the same code comes once more', async () => {
    const { show, spans } = await draw(blockOf());
    await waitFor(() => expect(spans().length).toBeGreaterThan(3));
    const before = spans();
    await show(blockOf({ raw: 'other' }));
    expect(spans()).toEqual(before);
    expect(PlayedWorker.asked).toHaveLength(1);
  });

  it('is highlighted only when nothing in it is selected any more', async () => {
    const { frame, show, spans } = await draw(blockOf({ closed: false }));
    getSelection()?.selectAllChildren(frame);
    await show(blockOf());
    await waitFor(() => expect(PlayedWorker.asked).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(spans()).toEqual([]);
    expect(getSelection()?.toString()).toBe(TEXT);
    getSelection()?.removeAllRanges();
    document.dispatchEvent(new Event('selectionchange'));
    await waitFor(() => expect(spans().length).toBeGreaterThan(3));
  });

  it('begins anew when it becomes other code', async () => {
    const { frame, show, spans } = await draw(blockOf());
    await waitFor(() => expect(spans().length).toBeGreaterThan(3));
    await show(blockOf({ text: 'let z = 1;' }));
    expect(frame.textContent).toBe('let z = 1;');
    await waitFor(() => expect(spans()[0]).toHaveTextContent('let'));
    expect(frame.textContent).toBe('let z = 1;');
  });
});

it.each([
  ['that is still open', { closed: false }],
  ['of no language', { language: '' }],
  ['of an unknown language', { language: 'brainfuck' }],
  ['that is too long', { text: 'a;'.repeat(25_001) }],
])('shows code %s as it is, and asks nobody', async (_name, given) => {
  const code = blockOf(given);
  const { frame, spans } = await draw(code);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(PlayedWorker.asked).toEqual([]);
  expect(spans()).toEqual([]);
  expect(frame.textContent).toBe(code.text);
});
