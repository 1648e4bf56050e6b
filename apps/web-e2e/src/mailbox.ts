import type { Locator, Page } from '@playwright/test';
import { ApiClient, until } from '@prome-dify/testing';

interface KeptMail {
  readonly to: string;
  readonly subject: string;
}

/** The mailbox of development, once a mail is in it whose subject begins so; the newest is the first. */
export async function openMailbox(
  page: Page,
  url: string,
  to: string,
  subject: string,
  nth = 1,
): Promise<Locator> {
  const isIt = (mail: KeptMail) => mail.to === to && mail.subject.startsWith(subject);
  await until(`there is a mail to ${to}`, async () => {
    const { body } = await new ApiClient(url).call<{ mails: KeptMail[] }>('/api/dev/mailbox');
    return body.mails.filter(isIt).length >= nth;
  });
  await page.goto(`${url}/api/dev/mailbox`);
  return page.getByRole('article').filter({ hasText: to }).filter({ hasText: subject }).first();
}
