const FENCE = '```';

/** Kinds of markdown, each with a sample of it. */
export const SAMPLES = {
  text: `Text can be **bold**, *italic*, ***both***, ~~struck~~ or \`code\`.
A [link](https://commonmark.org) and a bare one: https://commonmark.org

A line break at the end of this line,\\
then a new line of the same paragraph. Entities: &copy; &amp; &lt;. Escapes: \\*no emphasis\\*.`,
  list: `1. First
2. Second
   - nested
   - nested, with **bold**
     - and deeper
3. Third

- [x] a finished task
- [ ] an open task`,
  table: `| Package | Tokens | Share |
| :--- | ---: | :---: |
| Small | 1,000 | 5 % |
| Medium | 5,000 | 25 % |
| Large | 20,000 | **70 %** |`,
  code: `${FENCE}typescript
/** Adds up what an answer costs. */
export function charge(input: number, output: number, rate = 1): number {
  return Math.ceil((input + output) * rate);
}
${FENCE}

${FENCE}python
def fibonacci(n: int) -> list[int]:
    row = [0, 1]
    while len(row) < n:
        row.append(row[-1] + row[-2])
    return row[:n]
${FENCE}

${FENCE}bash
curl -s http://localhost:3000/health | jq .
${FENCE}`,
  quote: `> A quotation, with **bold** text.
>
> > And one inside it.

---

After the rule.`,
} as const;

/** One of each, under headings. */
export function markdownTour(): string {
  const { text, list, table, code, quote } = SAMPLES;
  return [
    '# Every kind of markdown',
    '## Text',
    text,
    '## Lists',
    list,
    '## A table',
    table,
    '## Code',
    code,
    '## Quotations and rules',
    quote,
    '### Long words and other scripts',
    `A word that must be broken: ${'long'.repeat(40)}.`,
    'Grüße, 你好, こんにちは, Здравствуйте, שלום, 👋🏽.',
  ].join('\n\n');
}
