import { isEmailAddress } from '../email-address';
import { mailboxKey, mailboxOf } from './mailbox-key';

describe('mailboxOf', () => {
  it.each([
    ['Ada@Example.COM', 'ada@example.com'],
    ['ada+shop@example.com', 'ada@example.com'],
    ['ada+a+b@example.com', 'ada@example.com'],
    ['ada+@example.com', 'ada@example.com'],
    ['a.d.a@gmail.com', 'ada@gmail.com'],
    ['A.D.A+x.y@GoogleMail.com', 'ada@gmail.com'],
    ['ada@XN--BCHER-KVA.example', 'ada@xn--bcher-kva.example'],
  ])('knows %s', (address, mailbox) => {
    expect(isEmailAddress(address)).toBe(true);
    expect(mailboxOf(address)).toBe(mailbox);
    expect(mailboxKey(address)).toBe(mailboxKey(mailbox));
  });

  it.each([
    ['a.da@example.com', 'ada@example.com'],
    ['ada@gmail.com', 'ada@example.com'],
    ['ada-x@example.com', 'ada@example.com'],
    ['+x@example.com', '+y@example.com'],
    ['ada@mail.gmail.com', 'ada@gmail.com'],
  ])('tells %s from %s', (one, other) => {
    expect(mailboxKey(one)).not.toBe(mailboxKey(other));
  });

  it.each([
    '\u{ff41}da@example.com',
    'аda@example.com',
    'ada@gma\u0131l.com',
    'ada\u200b@gmail.com',
  ])('need not know %j, for nobody can register with it', (address) => {
    expect(isEmailAddress(address)).toBe(false);
  });

  it('shows nothing of an address in its key', () => {
    expect(mailboxKey('ada@example.com')).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});
