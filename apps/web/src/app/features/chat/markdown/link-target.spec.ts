/** @jest-environment node */
import { inlinesOf, read } from './markdown.fixture';
import { unsaidTarget } from './link-target';

function targetOf(source: string) {
  const link = inlinesOf(read(source)).find(({ kind }) => kind === 'link');
  if (link?.kind !== 'link') throw new Error('no link');
  return unsaidTarget(link);
}

describe('a link', () => {
  it.each([
    ['[the docs](https://example.com/a)', 'example.com'],
    ['[https://bank.example](https://evil.example/)', 'evil.example'],
    ['[bank.example](https://evil.example/)', 'evil.example'],
    ['[https://bank.example/](https://bank.example.evil.example/)', 'bank.example.evil.example'],
    ['<https://bank.example@evil.example>', 'evil.example'],
    ['[x](https://evil.example:8443/a)', 'evil.example:8443'],
    ['[https://evil.example/\u202eelpmaxe.knab](https://evil.example/)', 'evil.example'],
    ['[b\u0430nk.example](https://b\u0430nk.example)', 'xn--bnk-6cd.example'],
    ['[](https://evil.example)', 'evil.example'],
    ['![https://bank.example](https://evil.example/p.png)', 'evil.example'],
    ['[write to us](mailto:a%20b@example.com?subject=x)', 'a b@example.com'],
    ['[write to us](mailto:%ff@example.com)', '%ff@example.com'],
  ])('%j says that it leads to %s', (source, target) => {
    expect(targetOf(source)).toBe(target);
  });

  it.each([
    'https://example.com/a?b#c',
    'www.example.com',
    '<https://example.com>',
    '[**https://example.com**](https://example.com/a)',
    '[`example.com`](https://example.com/a)',
    '[example.com/a](https://example.com/a)',
    'person@example.com',
  ])('%j says it by its text', (source) => {
    expect(targetOf(source)).toBeNull();
  });

  it('in a link is a part of it: a badge is one link', () => {
    const links = inlinesOf(read('[**![build](https://a.example/b.svg)** now](https://b.example)'));
    const hrefs = links.flatMap((each) => (each.kind === 'link' ? [each.href] : []));
    expect(hrefs).toEqual(['https://b.example/']);
    expect(targetOf('[![build](https://a.example/b.svg)](https://b.example)')).toBe('b.example');
  });
});
