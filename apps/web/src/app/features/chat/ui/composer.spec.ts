import { jest } from '@jest/globals';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { render, screen } from '@testing-library/angular';
import { fireEvent, waitFor } from '@testing-library/dom';
import { userEvent } from '@testing-library/user-event';
import { playScreen } from '../../../ui/screen.fixture';
import { Composer } from './composer';

const device = playScreen();

async function draw({ text = '', busy = false, stopping = false } = {}) {
  const sent: string[] = [];
  let stops = 0;
  const on = { send: (message: string) => sent.push(message), stop: () => (stops += 1) };
  const written = signal(text);
  const draft = { text: written, write: (next: string) => written.set(next) };
  const { rerender } = await render(Composer, { inputs: { draft, busy, stopping }, on });
  const update = (inputs: { busy?: boolean; stopping?: boolean }) =>
    rerender({ inputs, on, partialUpdate: true });
  const user = userEvent.setup();
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
  return { sent, user, field, draft, update, stops: () => stops };
}

const button = (name: 'Send' | 'Stop') => screen.queryByRole('button', { name });

describe('writing and sending', () => {
  it('Enter sends what is written, without the blanks around it', async () => {
    const { sent, user, field } = await draw();
    await user.type(field, '  Why?  {Enter}');
    expect(sent).toEqual(['Why?']);
  });

  it('Shift+Enter begins a new line', async () => {
    const { sent, user, field } = await draw();
    await user.type(field, 'One{Shift>}{Enter}{/Shift}Two');
    expect([field.value, sent]).toEqual(['One\nTwo', []]);
  });

  it('Enter begins a new line on a touch screen; the button sends', async () => {
    device.set('(pointer: coarse)', true);
    const { sent, user, field } = await draw();
    await user.type(field, 'One{Enter}Two');
    expect([field.value, sent]).toEqual(['One\nTwo', []]);
    await user.click(button('Send') as HTMLElement);
    expect(sent).toEqual(['One\nTwo']);
  });

  it('Enter belongs to an input method while it composes', async () => {
    const { sent, field } = await draw({ text: 'にほん' });
    fireEvent.keyDown(field, { key: 'Enter', keyCode: 229 });
    fireEvent.keyDown(field, { key: 'Enter', keyCode: 13, isComposing: true });
    expect(sent).toEqual([]);
    fireEvent.keyDown(field, { key: 'Enter', keyCode: 13 });
    expect(sent).toEqual(['にほん']);
  });

  it('the button sends, and the keyboard is back in the field', async () => {
    const { sent, user, field } = await draw();
    await user.type(field, 'Why?');
    await user.click(button('Send') as HTMLElement);
    expect(sent).toEqual(['Why?']);
    expect(field).toHaveFocus();
  });

  it.each(['', '   ', '\n\n'])('nothing to say cannot be sent: %j', async (text) => {
    const { sent, user, field } = await draw({ text });
    expect(button('Send')).toBeDisabled();
    await user.type(field, '{Enter}');
    expect(sent).toEqual([]);
  });

  it('what is too long says by how much, and cannot be sent', async () => {
    const { sent, user, field } = await draw({ text: 'x'.repeat(32_003) });
    expect(screen.getByText('3 characters too long')).toBeVisible();
    expect(field).toHaveAttribute('aria-invalid', 'true');
    expect(button('Send')).toBeDisabled();
    await user.type(field, '{Enter}');
    expect(sent).toEqual([]);
  });
});

describe('what the page does with the text', () => {
  it('is shown, also when it is written and taken back before the page is drawn', async () => {
    const { sent, field, draft } = await draw();
    fireEvent.input(field, { target: { value: 'Why?' } });
    fireEvent.keyDown(field, { key: 'Enter', keyCode: 13 });
    draft.write('');
    await waitFor(() => expect([sent, field.value]).toEqual([['Why?'], '']));
    draft.write('From elsewhere');
    await waitFor(() => expect(field).toHaveValue('From elsewhere'));
  });
});

describe('before the first drawing', () => {
  it('what somebody types at once is not lost', () => {
    const written = signal('');
    const draft = { text: written, write: (next: string) => written.set(next) };
    const fixture = TestBed.createComponent(Composer);
    const field = (fixture.nativeElement as HTMLElement).querySelector('textarea');
    if (!field) throw new Error('there is no field');
    fireEvent.input(field, { target: { value: 'Quick' } });
    fireEvent.keyDown(field, { key: 'Enter', keyCode: 13 });
    fixture.componentRef.setInput('draft', draft);
    fixture.componentRef.setInput('busy', false);
    fixture.componentRef.setInput('stopping', false);
    fixture.detectChanges();
    expect([field.value, written()]).toEqual(['Quick', 'Quick']);
  });
});

describe('while an answer runs', () => {
  it('Stop stands where Send was', async () => {
    const { user, stops } = await draw({ text: 'Next', busy: true });
    expect(button('Send')).toBeNull();
    await user.click(button('Stop') as HTMLElement);
    expect(stops()).toBe(1);
  });

  it('one can write on, and Enter sends nothing', async () => {
    const { sent, user, field } = await draw({ busy: true });
    await user.type(field, 'Next{Enter}');
    expect([field.value, sent]).toEqual(['Next', []]);
  });

  it('Escape stops, from wherever the keyboard is', async () => {
    const { user, stops } = await draw({ busy: true });
    await user.keyboard('{Escape}');
    expect(stops()).toBe(1);
  });

  it('Escape that something else has used does not', async () => {
    const { stops, field } = await draw({ busy: true });
    field.addEventListener('keydown', (event) => event.preventDefault(), { once: true });
    fireEvent.keyDown(field, { key: 'Escape' });
    expect(stops()).toBe(0);
  });

  it('Escape does nothing where nothing runs', async () => {
    const { user, stops } = await draw();
    await user.keyboard('{Escape}');
    expect(stops()).toBe(0);
  });

  it('Stop is locked while it is on its way', async () => {
    await draw({ busy: true, stopping: true });
    expect(button('Stop')).toBeDisabled();
  });
});

describe('after Stop', () => {
  it('the same gesture does not send what is written; a later one does', async () => {
    const now = jest.spyOn(performance, 'now').mockReturnValue(10_000);
    const { sent, user, update } = await draw({ text: 'Draft', busy: true });
    await user.click(button('Stop') as HTMLElement);
    await update({ busy: false });
    now.mockReturnValue(10_400);
    await user.click(button('Send') as HTMLElement);
    await user.keyboard('{Enter}');
    expect(sent).toEqual([]);
    now.mockReturnValue(10_700);
    await user.click(button('Send') as HTMLElement);
    expect(sent).toEqual(['Draft']);
    now.mockRestore();
  });

  it('an answer that ends by itself leaves Send ready at once', async () => {
    const { sent, user, update } = await draw({ text: 'Draft', busy: true });
    await update({ busy: false });
    await user.click(button('Send') as HTMLElement);
    expect(sent).toEqual(['Draft']);
  });
});
