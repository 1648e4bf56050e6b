import { reachableEngines } from '@prome-dify/testing/databases';
import { TamperedBooks } from '../spec-support/tampered-books';
import { TAMPERINGS } from '../spec-support/tamperings';

describe.each(await reachableEngines())('An audit on $name', (engine) => {
  let books: TamperedBooks;
  beforeAll(async () => {
    books = await TamperedBooks.open(engine);
  });
  afterEach(async () => {
    expect(await books.findings()).toEqual([]);
  });
  afterAll(() => books.close());

  it.each(TAMPERINGS)('finds %s', async (_, statements, expected) => {
    const found = await books.findingsAfter(async (tx, subjects) => {
      for (const statement of statements(subjects)) await tx.execute(statement);
    });
    expect(found).toEqual(expected(books.subjects));
  });

  it('finds a second sign-up grant, however well it is written', async () => {
    const found = await books.findingsAfter((tx, { userId }) =>
      books.post(tx, { kind: 'grant', idemKey: `signup:${userId}:again` }),
    );
    expect(found).toEqual([`I11 account ${books.subjects.account}`]);
  });

  it('finds a credit that calls itself a purchase and has no order', async () => {
    const found = await books.findingsAfter((tx) => books.post(tx, { kind: 'purchase' }));
    expect(found).toEqual([expect.stringMatching(/^I9 transfer /)]);
  });
});
