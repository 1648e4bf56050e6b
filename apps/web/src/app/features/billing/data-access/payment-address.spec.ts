/** @jest-environment node */
import fc from 'fast-check';
import { SEED } from '../../../core/seed.fixture';
import { paymentAddress } from './payment-address';

const OWN = 'chat.example';

describe('the address of a payment page', () => {
  it.each([
    'https://checkout.stripe.com/c/pay/cs_test_1#abc',
    'http://localhost:12111/pay/cs_1',
    'http://127.0.0.1:12111/pay/cs_1',
    'http://chat.example:12111/pay/cs_1',
  ])('%s may be opened', (url) => {
    expect(paymentAddress(url, OWN)).toBe(url);
  });

  it.each([
    'http://checkout.stripe.com/pay',
    'http://chat.example.evil.com/pay',
    'http://localhost.evil.com/pay',
    'http://localhost@evil.com/pay',
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://localhost/pay',
    '//checkout.stripe.com/pay',
    '/pay',
    '',
    'null',
  ])('%s may not', (url) => {
    expect(paymentAddress(url, OWN)).toBeNull();
  });

  it(`is HTTPS or near by, whatever the answer said (seed ${SEED})`, () => {
    const scheme = fc.constantFrom('http:', 'https:', 'javascript:', 'data:', 'blob:http:', '');
    const host = fc.constantFrom(OWN, 'localhost', 'evil.example', `${OWN}.evil.example`);
    const url = fc.tuple(scheme, fc.constantFrom('//', '/', '//x@', '\\\\'), host, fc.string());
    fc.assert(
      fc.property(url, (parts) => {
        const address = paymentAddress(parts.join(''), OWN);
        if (address === null) return;
        const { protocol, hostname } = new URL(address);
        expect(protocol === 'https:' || [OWN, 'localhost'].includes(hostname)).toBe(true);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
