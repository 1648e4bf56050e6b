import { Mailbox } from './mailbox';
import { mailboxPage } from './mailbox-page';

const MAIL = { to: 'a@b.co', subject: 'Hello', text: 'Text', html: '<p>Text</p>' };

describe('The mailbox', () => {
  it('shows the newest mail first, and the last hundred', async () => {
    const mailbox = new Mailbox();
    for (let n = 0; n < 103; n += 1) await mailbox.send({ ...MAIL, subject: `Mail ${n}` });
    const subjects = mailbox.mails.map(({ subject }) => subject);
    expect([subjects.length, subjects[0], subjects.at(-1)]).toEqual([100, 'Mail 102', 'Mail 3']);
  });

  it('takes nothing that a mail server would have to refuse', async () => {
    const mailbox = new Mailbox();
    await expect(mailbox.send({ ...MAIL, to: 'a@b.co\r\nBcc: x@y.z' })).rejects.toThrow();
    expect(mailbox.mails).toEqual([]);
  });

  it('makes links of the addresses in a text, and of nothing else', () => {
    const text =
      'Open\nhttp://localhost:3000/reset-password?token=a-b_c&x=1\n\n<b>javascript:alert(1)</b>';
    const page = mailboxPage([{ ...MAIL, text, at: '2030-01-01T00:00:00.000Z' }]);
    const url = 'http://localhost:3000/reset-password?token=a-b_c&#38;x=1';
    expect(page).toContain(`Open<br><a href="${url}">${url}</a>`);
    expect(page.match(/<a /g)).toHaveLength(1);
    expect(page).toContain('&#60;b&#62;javascript:alert(1)&#60;/b&#62;');
  });

  it('says so when it is empty', () => {
    expect(mailboxPage([])).toContain('There are no mails.');
  });
});
