const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const TRY_MS = 10_000;

/** What the mail library has to know of the server at `smtpUrl`. */
export interface SmtpOptions {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte on. */
  readonly secure: boolean;
  readonly requireTLS: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
  readonly dnsTimeout: number;
  readonly connectionTimeout: number;
  readonly greetingTimeout: number;
  readonly socketTimeout: number;
}

/**
 * Reads `SMTP_URL`, which has been checked. A password never goes over a network in the clear: with
 * one, `smtp://` too insists on TLS, unless the server is this machine.
 */
export function smtpOptions(smtpUrl: string): SmtpOptions {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const secure = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && username !== '' && !LOOPBACK.includes(hostname),
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    dnsTimeout: TRY_MS,
    connectionTimeout: TRY_MS,
    greetingTimeout: TRY_MS,
    socketTimeout: TRY_MS,
  };
}
