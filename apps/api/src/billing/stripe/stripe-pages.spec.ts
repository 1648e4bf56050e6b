import { isCheckoutPage, isReceiptPage } from './stripe-pages';

const standIn = new URL('http://127.0.0.1:4242');

describe('isCheckoutPage', () => {
  it("is Stripe's own page over https", () => {
    expect(isCheckoutPage('https://checkout.stripe.com/c/pay/cs_1#x', undefined)).toBe(true);
  });

  it.each(['http://127.0.0.1:4242/pay/cs_1', 'http://localhost:4242/pay/cs_1'])(
    'is a page of the stand-in: %s',
    (url) => {
      expect(isCheckoutPage(url, standIn)).toBe(true);
      expect(isCheckoutPage(url, undefined)).toBe(false);
    },
  );

  it.each([
    null,
    '',
    'checkout.stripe.com/c/pay/cs_1',
    'http://checkout.stripe.com/c/pay/cs_1',
    'https://checkout.stripe.com.evil.test/',
    'https://checkout.stripe.com:444/',
    'https://user@checkout.stripe.com/',
    'https://evil.test/',
    '//evil.test/',
    'javascript:alert(1)',
    'data:text/html,x',
    'http://localhost:4243/pay/cs_1',
    'https://localhost:4242/pay/cs_1',
    'http://evil.test:4242/pay/cs_1',
  ])('is not %s', (url) => {
    expect(isCheckoutPage(url, standIn)).toBe(false);
  });
});

describe('isReceiptPage', () => {
  it.each([
    'https://pay.stripe.com/receipts/payment/a1?s=ap',
    'https://stripe.com/receipt',
    'https://dashboard.stripe.com/receipts/a1',
  ])("is a page of Stripe's: %s", (url) => {
    expect(isReceiptPage(url, undefined)).toBe(true);
  });

  it('is a page of the stand-in, where there is one', () => {
    expect(isReceiptPage('http://localhost:4242/receipts/ch_1', standIn)).toBe(true);
    expect(isReceiptPage('http://localhost:4242/receipts/ch_1', undefined)).toBe(false);
  });

  it.each([
    null,
    '',
    'http://pay.stripe.com/receipts/a1',
    'https://evilstripe.com/receipts/a1',
    'https://stripe.com.evil.test/',
    'https://pay.stripe.com:444/',
    'https://pay.stripe.com@evil.test/',
    'https://user@pay.stripe.com/',
    'javascript:alert(1)//.stripe.com',
    '//pay.stripe.com/',
  ])('is not %s', (url) => {
    expect(isReceiptPage(url, standIn)).toBe(false);
  });
});
