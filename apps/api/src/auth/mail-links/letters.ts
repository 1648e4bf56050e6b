import type { Mail } from '../../platform/mail';
import type { LinkPurpose } from './mail-link';

interface Words {
  readonly subject: string;
  readonly why: string;
  readonly how: string;
  readonly button: string;
  readonly ifNot: string;
}

const WORDS: Readonly<Record<LinkPurpose, Words>> = {
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
};

/** The mail that brings a link. `to` and `url` are ours, checked and encoded. */
export function letter(purpose: LinkPurpose, to: string, url: string): Mail {
  const { subject, why, how, button, ifNot } = WORDS[purpose];
  const href = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return {
    to,
    subject,
    text: `${why}\n\n${how}\n\n${url}\n\n${ifNot}\n`,
    html: `<!doctype html>
<html lang="en">
<body>
<p>${why}</p>
<p>${how}</p>
<p><a href="${href}">${button}</a></p>
<p>Or copy this address into your browser:<br>${href}</p>
<p>${ifNot}</p>
</body>
</html>
`,
  };
}
