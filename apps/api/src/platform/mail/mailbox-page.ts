import type { KeptMail } from './mailbox';

const LINK = /https?:\/\/[^\s<>"']+/g;

/** The page that lists mails, with the links in them to click on. No style: the API forbids them. */
export function mailboxPage(mails: readonly KeptMail[]): string {
  const list = mails.map((mail) => entry(mail)).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Mailbox (development)</title>
</head>
<body>
<main>
<h1>Mailbox</h1>
<p>No mail server is set up (SMTP_URL), so mails stay here until the server stops.</p>
${list === '' ? '<p>There are no mails.</p>' : list}
</main>
</body>
</html>
`;
}

function entry({ to, subject, text, at }: KeptMail): string {
  return `<article>
<h2>${escapeHtml(subject)}</h2>
<p>To ${escapeHtml(to)}, <time datetime="${escapeHtml(at)}">${escapeHtml(at)}</time></p>
${paragraphs(text)}
</article>`;
}

function paragraphs(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${linked(paragraph.trim()).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}

function linked(text: string): string {
  let html = '';
  let end = 0;
  for (const { 0: url, index } of text.matchAll(LINK)) {
    html += `${escapeHtml(text.slice(end, index))}<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`;
    end = index + url.length;
  }
  return html + escapeHtml(text.slice(end));
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
