/** An item of a list: a value, or one that is written as JSON in pieces. */
export type Item = object | AsyncIterable<string>;

/** Writes a JSON array while its items are read. */
export async function* jsonList(items: AsyncIterable<Item>): AsyncGenerator<string> {
  yield '[';
  let separator = '';
  for await (const item of items) {
    yield separator;
    if (Symbol.asyncIterator in item) yield* item;
    else yield JSON.stringify(item);
    separator = ',';
  }
  yield ']';
}

/**
 * Everything of a list that is read by pages, one page in memory at a time.
 * @param page reads what comes after the last item of the page before
 */
export async function* readAll<Row>(
  page: (last: Row | undefined) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  let last: Row | undefined;
  do {
    const rows = await page(last);
    yield* rows;
    last = rows.at(-1);
  } while (last !== undefined);
}
