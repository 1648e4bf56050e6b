/** The beginning of a line that will be markup, but does not say yet which. */
const HALF_MARKER =
  /(?:^|\n)[ \t]*([-*+>]|\d{1,9}[.)]?|#{1,6}|`{1,3}|~{1,3}|[-=]{2,}|\*{2,3})[ \t]*$/;

/** The head of a table whose line of dashes is not complete. */
const HALF_TABLE = /(?:^|\n)[ \t]*\|[^\n]*(?:\n[|:\- \t]*)?$/;

const TABLE_DASHES = /\n[ \t]*\|?[ \t]*:?-+:?[ \t]*\|/;

/**
 * Leaves out the last characters of a growing text while they would be shown as something that they
 * will not be: a lone `-`, `#` or fence, and the head of a table.
 */
export function withoutLooseEnd(text: string): string {
  const marker = HALF_MARKER.exec(text);
  const fence = /^[`~]/.test(marker?.[1] ?? '');
  if (marker && (fence || !insideFence(text))) return text.slice(0, marker.index);
  const table = HALF_TABLE.exec(text);
  return table && isHead(text, table) && !insideFence(text) ? text.slice(0, table.index) : text;
}

/** Whether a row is the first of its table, and its dashes have not come. */
function isHead(text: string, table: RegExpExecArray): boolean {
  const before = text.slice(0, table.index);
  const lineBefore = before.slice(before.lastIndexOf('\n') + 1);
  return !lineBefore.trimStart().startsWith('|') && !TABLE_DASHES.test(table[0]);
}

function insideFence(text: string): boolean {
  return (text.match(/(?:^|\n) {0,3}(?:```|~~~)/g)?.length ?? 0) % 2 === 1;
}
