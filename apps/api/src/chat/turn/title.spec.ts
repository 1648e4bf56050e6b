import { titleOf } from './title';

describe('titleOf', () => {
  it.each([
    ['Hello, how are you?', 'Hello, how are you?'],
    ['  \n\n Plans   for\tthe garden \nand the house', 'Plans for the garden'],
    ['first line\r\nsecond line', 'first line'],
    ['x'.repeat(60), 'x'.repeat(60)],
    ['x'.repeat(61), `${'x'.repeat(60)}…`],
    [`${'word '.repeat(12)}end`, `${'word '.repeat(11)}word…`],
    [`short ${'x'.repeat(80)}`, `short ${'x'.repeat(54)}…`],
    ['😀'.repeat(61), `${'😀'.repeat(60)}…`],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['\u00a0', 'New conversation'],
  ])('of %j is %j', (message, title) => {
    expect(titleOf(message)).toBe(title);
  });
});
