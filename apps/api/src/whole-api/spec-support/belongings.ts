import type { Customer } from './customer';

/** What a customer sees: by list, the answers as they came. */
export interface Belongings {
  readonly answers: readonly string[];
  /** Every id in them, and whatever continues a list. */
  readonly ids: readonly string[];
  readonly cursors: readonly string[];
}

const LISTS = [
  '/api/conversations',
  '/api/billing/purchases',
  '/api/billing/usage',
  '/api/billing/ledger',
];
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|cs_test_\w+/g;

/** Everything a customer can list, page by page, with all messages. */
export async function belongings(customer: Customer): Promise<Belongings> {
  const me = await textOf(customer, '/api/auth/me');
  const lists = await Promise.all(LISTS.map((path) => pagesOf(customer, path)));
  const chats = (lists[0] ?? []).flatMap(
    (text) => (JSON.parse(text) as { conversations: { id: string }[] }).conversations,
  );
  const messages: string[] = [];
  for (const { id } of chats) {
    messages.push(...(await pagesOf(customer, `/api/conversations/${id}/messages`)));
  }
  const first = await Promise.all(LISTS.map((path) => textOf(customer, `${path}?limit=1`)));
  const answers = [me, ...lists.flat(), ...messages, ...customer.named];
  const ids = new Set(answers.flatMap((text) => text.match(ID) ?? []));
  const cursors = first.map(cursorIn).filter((cursor) => cursor !== null);
  return { answers, ids: [...ids], cursors };
}

/** All pages of a list, as they came. */
async function pagesOf(customer: Customer, path: string): Promise<string[]> {
  const pages = [await textOf(customer, `${path}?limit=200`)];
  for (let next = cursorIn(pages[0]); next !== null; next = cursorIn(pages.at(-1))) {
    pages.push(await textOf(customer, `${path}?limit=200&cursor=${next}`));
  }
  return pages;
}

function cursorIn(page = 'null'): string | null {
  return (JSON.parse(page) as { nextCursor: string | null } | null)?.nextCursor ?? null;
}

/** What must never be in an answer to anybody else: ids, hashes of entries, the address. */
export function marksOf({ answers, ids }: Belongings, { email }: Customer): readonly string[] {
  const hashes = answers.flatMap((text) => text.match(/(?<="hash":")[0-9a-f]{64}/g) ?? []);
  return [...new Set([...ids, ...hashes, email])];
}

async function textOf(customer: Customer, path: string): Promise<string> {
  const response = await customer.fetch(path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  return response.text();
}
