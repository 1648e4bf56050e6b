import type { SessionView, SessionsAnswer } from '@prome-dify/contracts';

const AT = '2030-01-01T00:00:00.000Z';
export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
export const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604';

/** A session as the API shows it. */
export function sessionOf(id: string, more: Partial<SessionView> = {}): SessionView {
  return { id, current: false, userAgent: IPHONE, createdAt: AT, lastUsedAt: AT, ...more };
}

/** What the API says of the devices: this one, and those given. */
export function sessionsAnswer(...others: SessionView[]): SessionsAnswer {
  return { sessions: [...others, sessionOf('here', { current: true, userAgent: FIREFOX })] };
}
