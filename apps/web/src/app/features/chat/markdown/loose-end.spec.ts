/** @jest-environment node */
import { withoutLooseEnd } from './loose-end';
import { readOpen, textOf } from './markdown.fixture';

describe('the last characters of a growing text', () => {
  it.each(['-', '*', '+', '>', '#', '###', '`', '```', '~~~', '1', '12.', '3)', '--', '==', '**'])(
    '%s alone on its line waits for what it will be',
    (marker) => {
      expect(withoutLooseEnd(`Before\n\n${marker}`)).toBe('Before\n');
      expect(withoutLooseEnd(`Before\n  ${marker} `)).toBe('Before');
      expect(withoutLooseEnd(marker)).toBe('');
    },
  );

  it.each(['- a', '# Title', 'a - ', '5 * ', '1. x', 'x#', '2030 was'])(
    '%s is said already, and shown',
    (text) => {
      expect(withoutLooseEnd(`Before\n${text}`)).toBe(`Before\n${text}`);
    },
  );

  it('are shown in code, where they are what they are', () => {
    const code = 'Code:\n```sh\nls\n#';
    expect(withoutLooseEnd(code)).toBe(code);
    expect(withoutLooseEnd('```\na\n| b')).toBe('```\na\n| b');
  });

  it('are left out in code when they may be its end', () => {
    expect(withoutLooseEnd('```\na\n``')).toBe('```\na');
  });
});

describe('a table that begins', () => {
  it('is not shown as a line of bars', () => {
    for (const text of ['| Name', '| Name | Age |', '| Name | Age |\n', '| Name | Age |\n|--'])
      expect(withoutLooseEnd(`See:\n\n${text}`)).toBe('See:\n');
  });

  it('is shown with its first row of dashes, and then row by row', () => {
    const head = '| a | b |\n|---|---|';
    for (const text of [head, `${head}\n| 1`, `${head}\n| 1 | 2 |\n`])
      expect(withoutLooseEnd(text)).toBe(text);
  });
});

describe('what is half open', () => {
  it.each([
    ['**bold', 'bold'],
    ['*em', 'em'],
    ['a `code', 'a code'],
    ['~~gone', 'gone'],
    ['see [the page](https://exa', 'see the page'],
    ['see [the pa', 'see the pa'],
  ])('%j shows no markup while it grows', (source, shown) => {
    expect(textOf(readOpen(source))).toBe(shown);
  });

  it('does not take multiplication or names for emphasis', () => {
    expect(textOf(readOpen('2 * 3 and snake_case_name'))).toBe('2 * 3 and snake_case_name');
  });
});
