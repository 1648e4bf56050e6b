import { assertHeaderLines } from './header-lines';

const SUBJECT = 'Set a new password';

describe('The headers of a mail', () => {
  it.each(['user@example.com', "o'brien+tag@mail.example.co.uk", 'a@b'])('take %j', (to) => {
    expect(() => assertHeaderLines({ to, subject: SUBJECT })).not.toThrow();
  });

  it.each([
    'a@b.co\r\nBcc: x@y.z',
    'a@b.co\nBcc: x@y.z',
    'a@b.co, x@y.z',
    'a@b.co;x@y.z',
    'a@b.co x@y.z',
    'a@b@c',
    'Ada <a@b.co>',
    'group:a@b.co;',
    'a@b.co(x)',
    '"a b"@c.co',
    'a@[127.0.0.1]',
    'ä@b.co',
    'a\0@b.co',
    '@b.co',
    'nobody',
    '',
    `${'a'.repeat(250)}@b.co`,
  ])('refuse %j as the one who gets it', (to) => {
    expect(() => assertHeaderLines({ to, subject: SUBJECT })).toThrow('not one address');
  });

  it.each(['Hello\r\nBcc: x@y.z', 'Hello\nX: y', 'Hello\0', 'Hello\u0085', 'x'.repeat(201)])(
    'refuse the subject %j',
    (subject) => {
      expect(() => assertHeaderLines({ to: 'a@b.co', subject })).toThrow('not one line');
    },
  );
});
