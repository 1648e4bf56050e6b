import { unwrap } from './unwrap';

describe('unwrap', () => {
  it('joins the lines of a paragraph and of an item', () => {
    expect(unwrap('one\ntwo\n\n1. three\n   four\n2. five')).toBe(
      'one two\n\n1. three four\n2. five',
    );
  });

  it.each([
    'a\n\nb',
    '```bash\none\ntwo\n```\nafter',
    '| a | b |\n| --- | --- |\n| c | d |',
    '> a\n> b',
    '- a\n- b',
    'a line break\\\nthat is meant',
  ])('leaves %j as it is', (markdown) => {
    expect(unwrap(markdown)).toBe(markdown);
  });
});
