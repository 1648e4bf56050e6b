/**
 * The address of a payment page when it is fit to be opened, else `null`: HTTPS anywhere, plain HTTP
 * only on this machine or on the host that serves us (the sandbox).
 */
export function paymentAddress(url: string, ownHost: string): string | null {
  try {
    const { protocol, hostname, href } = new URL(url);
    if (protocol === 'https:') return href;
    const near = hostname === ownHost || hostname === 'localhost' || hostname === '127.0.0.1';
    return protocol === 'http:' && near ? href : null;
  } catch {
    return null;
  }
}
