import type { AuthAnswer, EmailChanged, MailRequested, MeAnswer } from '@prome-dify/contracts';
import { ApiClient } from '@prome-dify/testing';
import type { OpenedWithMail } from '../mail-links/mailed.fixture';
import { newEmail, tokenIn } from '../mail-links/mailed.fixture';

/** What everybody's password is. */
export const password = 'password123';

const PAGE = 'change-email';

/** For specs: what people do with a server that sends mails, to have another address. */
export function changes(server: () => OpenedWithMail) {
  /** Somebody new, who has got the first mail. */
  const join = async (email = newEmail()) => {
    const { token, user } = (await server().post<AuthAnswer>('register', { email, password })).body;
    await server().mails.mail(email, 1);
    return { email, token, user };
  };
  const ask = (token: string, email: string, secret = password) =>
    server().post<MailRequested>('email', { email, password: secret }, token);
  /** The newest link to the address, once it has got so many mails. */
  const linkTo = async (email: string, mails = 1) => {
    const last = await server().mails.mail(email, mails);
    const links = server().mails.to(email);
    return tokenIn(links.findLast(({ text }) => text.includes('/change-email')) ?? last, PAGE);
  };
  const confirm = (token: string) => server().post<EmailChanged>('email/confirm', { token });
  const signIn = (email: string) => server().post<AuthAnswer>('login', { email, password });
  const me = (token: string) => new ApiClient(server().url, token).call<MeAnswer>('/api/auth/me');
  /** Changes the address, as one does. */
  const change = async (token: string, email: string, mails = 1) => {
    await ask(token, email);
    return confirm(await linkTo(email, mails));
  };
  return { join, ask, linkTo, confirm, signIn, me, change };
}
