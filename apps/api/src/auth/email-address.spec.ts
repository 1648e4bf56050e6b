import { accountMark, foldEmail, isEmailAddress } from './email-address';

const ACCEPTED = [
  'user@example.com',
  'User@Example.COM',
  'a@b.co',
  "o'brien+tag@mail.example.co.uk",
  'a.b-c_d@xn--bcher-kva.example',
  `${'a'.repeat(64)}@example.com`,
  `a@${'b'.repeat(63)}.com`,
];

const REFUSED = [
  '',
  '@',
  'a@b',
  'a@',
  '@b.co',
  'a"@b.co',
  '"a@b"@c.co',
  '"a b"@c.co',
  'a@b@c.co',
  '<script>@x.y',
  'a <a@b.co>',
  'a@b.co\r\nBcc: x@y',
  'a@b.co\n',
  ' a@b.co',
  'a@b.co ',
  'a b@c.co',
  'a\0@b.co',
  '.a@b.co',
  'a.@b.co',
  'a..b@c.co',
  'a@.b.co',
  'a@b..co',
  'a@b.co.',
  'a@-b.co',
  'a@b-.co',
  'a@127.0.0.1',
  'a@[127.0.0.1]',
  'a@b_c.co',
  'ä@b.co',
  '\u212A@b.co',
  `${'a'.repeat(65)}@example.com`,
  `a@${'b'.repeat(64)}.com`,
  `a@${'b.'.repeat(125)}com`,
];

/** What makes well-known address patterns backtrack for minutes. */
const SLOW = [
  'a'.repeat(50_000),
  `"${'a'.repeat(50_000)}`,
  `${'a.'.repeat(25_000)}@`,
  `a@${'a-'.repeat(25_000)}`,
  `a@${'a.'.repeat(25_000)}!`,
  '@'.repeat(50_000),
];

describe('isEmailAddress', () => {
  it.each(ACCEPTED)('accepts %j', (address) => {
    expect(isEmailAddress(address)).toBe(true);
  });

  it.each(REFUSED)('refuses %j', (address) => {
    expect(isEmailAddress(address)).toBe(false);
  });

  it.each([[['a@b.co']], [{ $ne: null }], [5], [true], [null], [undefined]])(
    'refuses what is not text: %j',
    (value) => {
      expect(isEmailAddress(value)).toBe(false);
    },
  );

  it('refuses 50,000 characters of any kind within 50 ms', () => {
    const start = performance.now();
    expect(SLOW.filter(isEmailAddress)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(50);
  });
});

describe('foldEmail', () => {
  it('makes every way of writing an address the same account', () => {
    expect(foldEmail('User@Example.COM')).toBe(foldEmail('user@example.com'));
  });
});

describe('accountMark', () => {
  it('tells accounts apart and shows nothing of them', () => {
    expect(accountMark('user@example.com')).toMatch(/^[0-9a-f]{16}$/);
    expect(accountMark('user@example.com')).not.toBe(accountMark('user@example.org'));
  });
});
