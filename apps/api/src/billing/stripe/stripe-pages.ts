const CHECKOUT_HOST = 'checkout.stripe.com';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a browser may be sent to `url` to pay: Stripe's own checkout over https, or the
 * stand-in's pages (same port, same machine).
 */
export function isCheckoutPage(url: string | null, standIn: URL | undefined): url is string {
  return isPage(url, standIn, (host) => host === CHECKOUT_HOST);
}

/** Whether a browser may be sent to `url` for a receipt: any host of Stripe's, or the stand-in. */
export function isReceiptPage(url: string | null, standIn: URL | undefined): url is string {
  return isPage(url, standIn, (host) => host === 'stripe.com' || host.endsWith('.stripe.com'));
}

function isPage(
  url: string | null,
  standIn: URL | undefined,
  isStripe: (host: string) => boolean,
): boolean {
  const page = url === null ? null : URL.parse(url);
  if (!page || page.username !== '' || page.password !== '') return false;
  if (page.protocol === 'https:' && isStripe(page.host)) return true;
  if (!standIn || page.protocol !== standIn.protocol || page.port !== standIn.port) return false;
  const isLocal = LOOPBACK.has(page.hostname) && LOOPBACK.has(standIn.hostname);
  return isLocal || page.hostname === standIn.hostname;
}
