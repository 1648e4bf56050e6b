/** Lines that begin something of their own: an item, a row, a quotation, a heading, a rule. */
const BEGINS_BLOCK = /^\s*(?:[-*+] |\d+\. |[|>#]|---)/;

/**
 * Joins the lines of each paragraph, for texts that are wrapped in the source. Code, tables, lists
 * and line breaks that are meant stay.
 */
export function unwrap(markdown: string): string {
  const lines: string[] = [];
  let code = false;
  for (const line of markdown.split('\n')) {
    const fence = line.startsWith('```');
    const last = lines.at(-1) ?? '';
    const meant = last === '' || line === '' || last.endsWith('\\') || BEGINS_BLOCK.test(line);
    if (meant || code || fence || last.startsWith('```')) lines.push(line);
    else lines[lines.length - 1] = `${last} ${line.trimStart()}`;
    if (fence) code = !code;
  }
  return lines.join('\n');
}
