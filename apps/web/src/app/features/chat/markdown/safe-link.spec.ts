/** @jest-environment node */
import fc from 'fast-check';
import { SEED } from '../../../core/seed.fixture';
import { safeLink } from './safe-link';

describe('a link', () => {
  it.each([
    ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['http://example.com', 'http://example.com/'],
    ['HTTPS://EXAMPLE.com/', 'https://example.com/'],
    ['mailto:a@example.com', 'mailto:a@example.com'],
  ])('to %s may be followed', (href, address) => {
    expect(safeLink(href)).toBe(address);
  });

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'blob:https://example.com/1',
    'file:///etc/passwd',
    'view-source:https://example.com',
    'intent://x#Intent;end',
  ])('to %j may not', (href) => {
    expect(safeLink(href)).toBeNull();
  });

  it.each(['/billing', '//evil.example', 'page.html', '#top', '?q=1', '', 'https://'])(
    'to %j is a guess, and may not',
    (href) => {
      expect(safeLink(href)).toBeNull();
    },
  );

  it(`has one of three schemes, whatever was written (seed ${SEED})`, () => {
    const scheme = fc.constantFrom('javascript', 'data', 'https', 'http', 'mailto', 'ftp', 'x');
    const noise = fc.constantFrom('', ' ', '\t', '\n', '\u0000', '\u00a0', '&#10;', '%0a');
    const href = fc
      .tuple(noise, scheme, noise, fc.constantFrom(':', '&colon;', '%3a', '://'), fc.string())
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(href, fc.string(), fc.webUrl()), (given) => {
        expect(safeLink(given) ?? 'https:').toMatch(/^(https?|mailto):/);
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });
});
