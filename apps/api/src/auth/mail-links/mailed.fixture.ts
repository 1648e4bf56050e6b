import type { Engine } from '@prome-dify/testing';
import { ApiClient } from '@prome-dify/testing';
import type { MailServer, ReceivedMail } from '@prome-dify/testing/mail-server';
import { startMailServer } from '@prome-dify/testing/mail-server';
import type { OpenedServer } from '../http.fixture';
import { openServer } from '../http.fixture';

/** For specs: the built server, and the mail server that it sends by. */
export interface OpenedWithMail extends OpenedServer {
  readonly mails: MailServer;
  /** Sends a body to a path under `/api/auth/`, as nobody unless a token is given. */
  post<Body>(
    path: string,
    body: unknown,
    token?: string,
  ): ReturnType<typeof ApiClient.prototype.call<Body>>;
}

/** Where the links in mails lead. */
export const CLIENT = 'https://chat.example.com';

/** Opens both. */
export async function openWithMail(
  engine: Engine,
  env: Readonly<Record<string, string>> = {},
): Promise<OpenedWithMail> {
  const mails = await startMailServer();
  const server = await openServer(engine, {
    SMTP_URL: mails.url,
    MAIL_FROM: 'Chat <chat@example.com>',
    FRONTEND_URL: CLIENT,
    ...env,
  });
  return {
    ...server,
    mails,
    post: (path, body, token) =>
      new ApiClient(server.url, token).call(`/api/auth/${path}`, { method: 'POST', body }),
    close: async () => {
      await server.close();
      await mails.stop();
    },
  };
}

type LinkPage = 'reset-password' | 'verify-email' | 'change-email';

/** The token of the link in a mail to `page`. */
export function tokenIn({ text }: ReceivedMail, page: LinkPage): string {
  const token = new RegExp(`^${CLIENT}/${page}\\?token=([A-Za-z0-9_-]{43})$`, 'm').exec(text)?.[1];
  if (token === undefined) throw new Error(`no link to ${page} in the mail:\n${text}`);
  return token;
}

let people = 0;

/** An address that nobody has used before. */
export function newEmail(): string {
  people += 1;
  return `mailed${people}@example.com`;
}
