import { letter, notice } from './letters';

const URL_TEXT = 'https://chat.test/reset-password?token=a-b_c';

describe.each(['reset', 'verify', 'change'] as const)('The letter to %s', (purpose) => {
  const { to, subject, text, html } = letter(purpose, 'ada@example.com', URL_TEXT);

  it('brings its link in plain text, on a line of its own, and as a link', () => {
    expect(text.split('\n')).toContain(URL_TEXT);
    expect(html).toContain(`<a href="${URL_TEXT}">`);
  });

  it('loads nothing, runs nothing and leads nowhere else', () => {
    expect(html).not.toMatch(/<(img|script|link|style|iframe|form)|src=|url\(|@import/i);
    expect(html.match(/href="[^"]*"/g)).toEqual([`href="${URL_TEXT}"`]);
  });

  it('says how long the link works, that it works once, and what to do about a stranger', () => {
    for (const part of [text, html])
      expect(part).toMatch(/within .+ once\.[\s\S]+ignore this mail/);
  });

  it('goes to one person and names nobody', () => {
    expect([to, subject.includes('ada')]).toEqual(['ada@example.com', false]);
    expect(text + html).not.toContain('ada@example.com');
  });
});

describe.each(['change-asked', 'changed', 'taken'] as const)('The word of %s', (purpose) => {
  const { to, subject, text, html } = notice(purpose, 'ada@example.com');

  it('leads nowhere, and names nobody', () => {
    expect([to, subject.includes('ada')]).toEqual(['ada@example.com', false]);
    expect(text + html).not.toMatch(/https?:|href|ada@example\.com/);
  });

  it('says the same in plain text and in HTML, and what to do about a stranger', () => {
    for (const part of [text, html]) expect(part).toMatch(/If it was not you, /);
    for (const line of text.trim().split('\n\n')) expect(html).toContain(`<p>${line}</p>`);
  });
});
