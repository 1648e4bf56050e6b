import { smtpOptions } from './smtp-options';

describe('smtpOptions', () => {
  it.each([
    ['smtp://mail.test', { host: 'mail.test', port: 587, secure: false, requireTLS: false }],
    ['smtps://mail.test', { host: 'mail.test', port: 465, secure: true, requireTLS: false }],
    ['smtp://[::1]:2525', { host: '::1', port: 2525, secure: false, requireTLS: false }],
  ])('reads %s', (url, options) => {
    expect(smtpOptions(url)).toMatchObject(options);
    expect(smtpOptions(url)).not.toHaveProperty('auth');
  });

  it('decodes what an address cannot hold', () => {
    const { auth } = smtpOptions('smtps://us%40er:p%3A%2F%40ss@mail.test');
    expect(auth).toEqual({ user: 'us@er', pass: 'p:/@ss' });
  });

  it.each([
    ['smtp://user:pass@mail.test', true],
    ['smtp://user:pass@127.0.0.1:2525', false],
    ['smtps://user:pass@mail.test', false],
  ])('sends no password in the clear over a network (%s)', (url, requireTLS) => {
    expect(smtpOptions(url).requireTLS).toBe(requireTLS);
  });

  it('waits for no step longer than ten seconds', () => {
    const { dnsTimeout, connectionTimeout, greetingTimeout, socketTimeout } =
      smtpOptions('smtp://mail.test');
    const steps = [dnsTimeout, connectionTimeout, greetingTimeout, socketTimeout];
    expect(Math.max(...steps)).toBeLessThanOrEqual(10_000);
  });
});
