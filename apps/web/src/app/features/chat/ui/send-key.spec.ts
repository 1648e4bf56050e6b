/** @jest-environment node */
import { sends, type KeyPress } from './send-key';

const enter: KeyPress = {
  key: 'Enter',
  shiftKey: false,
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
