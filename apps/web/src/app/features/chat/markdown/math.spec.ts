import { mathOf } from './math';

const markup = (tex: string, display = true) => mathOf(tex, display)?.outerHTML ?? null;
const names = (tex: string) =>
  [...(mathOf(tex, true)?.querySelectorAll('*') ?? [])].map(({ localName }) => localName);

describe('a formula', () => {
  it('is MathML, in its line or in one of its own', () => {
    const fraction = '<mfrac><mi>a</mi><mi>b</mi></mfrac></math>';
    const space = 'xmlns="http://www.w3.org/1998/Math/MathML"';
    expect(mathOf('\\frac{a}{b}', true)?.namespaceURI).toBe('http://www.w3.org/1998/Math/MathML');
    expect(markup('\\frac{a}{b}')?.replace(` ${space}`, '')).toBe(
      `<math display="block">${fraction}`,
    );
    expect(markup('\\frac{a}{b}', false)?.replace(` ${space}`, '')).toBe(`<math>${fraction}`);
  });

  it.each([
    ['\\sqrt[3]{x}', 'mroot'],
    ['\\int_0^1 x', 'msubsup'],
    ['\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}', 'mtable'],
    ['\\begin{cases}x&y\\\\z&w\\end{cases}', 'mtable'],
    ['\\begin{aligned}a&=b\\\\&=c\\end{aligned}', 'mtr'],
    ['\\text{if } x > 0', 'mtext'],
    ['\\overbrace{x+y}^{n}', 'mover'],
    ['\\cancel{x}', 'menclose'],
    ['x\\tag{1}', 'mtext'],
  ])('%s is drawn', (tex, name) => {
    expect(names(tex)).toContain(name);
  });

  it('has the colours of the page', () => {
    expect(markup('\\color{red}{x}\\rule{1em}{1em}')).not.toMatch(/color|background/);
  });
});

describe('hostile TeX', () => {
  it.each([
    '\\href{javascript:alert(1)}{x}',
    '\\url{javascript:alert(1)}',
    '\\class{composer}{x}',
    '\\id{composer-field}{x}',
    '\\style{position:fixed}{x}',
    '\\data{a=b}{x}',
    '\\includegraphics{https://evil.example/p.png}',
    '\\text{<img src=x onerror=alert(1)>}',
    '\\html{<script>alert(1)</script>}',
  ])('%s reaches the page as no more than signs', (tex) => {
    const drawn = mathOf(tex, true);
    for (const element of drawn ? [drawn, ...drawn.querySelectorAll('*')] : []) {
      expect(element.namespaceURI).toBe('http://www.w3.org/1998/Math/MathML');
      expect(element.getAttributeNames().join()).not.toMatch(/href|src|^on|id|data/);
      expect(element.getAttribute('class') ?? '').toMatch(/^$|^tml-(left|right)$/);
    }
  });

  it.each([
    ['a macro without an end', '\\def\\a{\\a\\a}\\a'],
    ['a macro of many signs', `\\def\\a{${'x+'.repeat(1_000)}}${'\\a'.repeat(190)}1`],
    ['a macro of another name', `\\newcommand{\\a}{x}\\a`],
    ['a macro for a macro', `\\let\\d\\def \\d\\a{x}\\a`],
    ['a macro of macros', `\\def\\a{xxxxxxxxxx}${'\\def\\a{\\a\\a\\a}'.repeat(9)}\\a`],
    ['brackets without an end', '{'.repeat(5_000)],
    ['brackets in brackets', `${'{'.repeat(2_400)}${'}'.repeat(2_400)}`],
    ['fractions in fractions', `${'\\frac{x'.repeat(400)}${'}{b}'.repeat(400)}`],
    ['more than a page draws', 'x+'.repeat(2_500)],
    ['what is no TeX', '\\frac{a'],
  ])('%s is not drawn, and takes no second', (_name, tex) => {
    const began = performance.now();
    expect(mathOf(tex, true)).toBeNull();
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('with names that begin like those of macros is drawn', () => {
    expect(markup('a \\longrightarrow b')).toContain('\u27f6');
  });

  it('asks in vain for a line as high as a house', () => {
    expect(markup('\\rule{1em}{9999em} \\\\[9999em] x \\kern9999em y')).not.toMatch(/\d{3}/);
  });
});
