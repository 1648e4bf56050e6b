/** @jest-environment node */
import { recalls, saves, sends, type KeyPress } from './send-key';

const enter: KeyPress = {
  key: 'Enter',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  isComposing: false,
  repeat: false,
  keyCode: 13,
};

describe('Enter', () => {
  it('sends where there is a real keyboard', () => {
    expect(sends(enter, false)).toBe(true);
  });

  it('is a new line on a touch screen, and with Shift', () => {
    expect(sends(enter, true)).toBe(false);
    expect(sends({ ...enter, shiftKey: true }, false)).toBe(false);
  });

  it('belongs to the input method while it composes, also where a browser says so only by 229', () => {
    expect(sends({ ...enter, isComposing: true }, false)).toBe(false);
    expect(sends({ ...enter, keyCode: 229 }, false)).toBe(false);
  });

  it('that is held down sends once', () => {
    expect(sends({ ...enter, repeat: true }, false)).toBe(false);
  });
});

it.each(['a', ' ', 'Tab', 'NumpadEnter', 'Escape'])('%s does not send', (key) => {
  expect(sends({ ...enter, key }, false)).toBe(false);
});

describe('what is edited', () => {
  const save = { ...enter, ctrlKey: true };

  it('is saved by Ctrl or Cmd with Enter, and by nothing less', () => {
    expect([saves(save), saves({ ...enter, metaKey: true })]).toEqual([true, true]);
    expect([saves(enter), saves({ ...save, key: 's' })]).toEqual([false, false]);
  });

  it('is not saved while an input method composes', () => {
    expect(saves({ ...save, isComposing: true })).toBe(false);
    expect(saves({ ...save, keyCode: 229 })).toBe(false);
  });

  it('is asked for by the arrow up alone', () => {
    const up = { ...enter, key: 'ArrowUp', keyCode: 38 };
    expect([recalls(up), recalls({ ...up, shiftKey: true })]).toEqual([true, false]);
    expect([recalls({ ...up, isComposing: true }), recalls(enter)]).toEqual([false, false]);
  });
});
