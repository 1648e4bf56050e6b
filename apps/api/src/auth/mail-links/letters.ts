import type { Mail } from '../../platform/mail';
import type { LinkPurpose, Notice } from './mail-link';

interface Words {
  readonly subject: string;
  readonly why: string;
  readonly how: string;
  readonly ifNot: string;
}

interface LinkWords extends Words {
  readonly button: string;
}

const LINKS: Readonly<Record<LinkPurpose, LinkWords>> = {
  reset: {
    subject: 'Set a new password for Prome-Dify',
    why: 'Somebody asked for a new password for the Prome-Dify account with this address.',
    how: 'To set one, open this link within 30 minutes. It works once.',
    button: 'Set a new password',
    ifNot: 'If it was not you, ignore this mail. Your password has not changed.',
  },
  verify: {
    subject: 'Verify your address for Prome-Dify',
    why: 'This address was used to open an account at Prome-Dify.',
    how: 'To show that it is yours, open this link within 24 hours. It works once.',
    button: 'Verify this address',
    ifNot: 'If it was not you, ignore this mail.',
  },
  change: {
    subject: 'Confirm your new address for Prome-Dify',
    why: 'Somebody asked to use this address for their Prome-Dify account.',
    how: 'To make it the address of that account, open this link within one hour. It works once.',
    button: 'Use this address',
    ifNot: 'If it was not you, ignore this mail.',
  },
};

const NOTICES: Readonly<Record<Notice | 'taken', Words>> = {
  'change-asked': {
    subject: 'Another address was asked for at Prome-Dify',
    why: 'Somebody who knows the password asked for another address for your Prome-Dify account.',
    how: 'Until the link that was mailed there is opened, this address stays the one of the account.',
    ifNot: 'If it was not you, set a new password now: that ends the change.',
  },
  changed: {
    subject: 'Your address at Prome-Dify has changed',
    why: 'Your Prome-Dify account has another address now.',
    how: 'Sign in with that one from now on. Nothing more about the account is mailed to this one.',
    ifNot: 'If it was not you, tell those who run this service at once.',
  },
  taken: {
    subject: 'Your address has an account at Prome-Dify',
    why: 'Somebody asked to use this address for another Prome-Dify account.',
    how: 'It has an account of its own already, so nothing has changed. Sign in with it as before.',
    ifNot: 'If it was not you, ignore this mail.',
  },
};

/** The mail that brings a link. `to` and `url` are ours, checked and encoded. */
export function letter(purpose: LinkPurpose, to: string, url: string): Mail {
  const { button, ...words } = LINKS[purpose];
  const href = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return mailOf(to, words, url, [
    `<a href="${href}">${button}</a>`,
    `Or copy this address into your browser:<br>${href}`,
  ]);
}

/** The mail that only tells something; `taken` is for who has the address that somebody wants. */
export function notice(purpose: Notice | 'taken', to: string): Mail {
  return mailOf(to, NOTICES[purpose]);
}

function mailOf(to: string, words: Words, url?: string, link: readonly string[] = []): Mail {
  const { subject, why, how, ifNot } = words;
  const plain = url === undefined ? [why, how, ifNot] : [why, how, url, ifNot];
  return {
    to,
    subject,
    text: `${plain.join('\n\n')}\n`,
    html: `<!doctype html>
<html lang="en">
<body>
${[why, how, ...link, ifNot].map((paragraph) => `<p>${paragraph}</p>`).join('\n')}
</body>
</html>
`,
  };
}
