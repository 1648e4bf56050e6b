import { createHmac, randomUUID } from 'node:crypto';
import type { Problem } from '@prome-dify/contracts';
import { ApiClient, enginesFor } from '@prome-dify/testing';
import { sql } from '../platform/database';
import { expectProblem } from '../platform/spec-support/expect-problem';
import type { Customer } from './spec-support/customer';
import { OPERATIONS } from './spec-support/document';
import { idsInDocument, OWNED, SHARED } from './spec-support/owned';
import { JWT_SECRET, WholeApi } from './spec-support/whole-api';

const protectedRoutes = OPERATIONS.filter(({ isProtected }) => isProtected);

describe('The examples of ids', () => {
  it('are those of the OpenAPI document: each route with an id has one', () => {
    expect(idsInDocument.toSorted()).toEqual([...Object.keys(OWNED), ...SHARED].toSorted());
  });
});

describe.each(await enginesFor(import.meta.filename))('Of somebody else on $name', (engine) => {
  let api: WholeApi;
  let owner: Customer;
  let other: Customer;
  /** People without an account: none, one that is gone, one that never was. */
  let nobodies: readonly ApiClient[];

  beforeAll(async () => {
    api = await WholeApi.open(engine);
    const gone = await api.newCustomer();
    await api.shop.whileClosed((database) =>
      database.run((tx) => tx.execute(sql`DELETE FROM app_user WHERE id = ${gone.userId}`)),
    );
    owner = await api.newCustomer();
    other = await api.newCustomer();
    const never = resigned(owner.token, { sub: randomUUID(), sid: randomUUID() });
    nobodies = [undefined, gone.token, never].map((token) => new ApiClient(api.url, token));
  });
  afterAll(async () => {
    expect(await api.shop.findings()).toEqual([]);
    expect(api.troubles()).toEqual([]);
    await api.close();
  });

  it.each(Object.entries(OWNED))('%s is as if it were not there', async (key, example) => {
    const operation = OPERATIONS.find(({ route }) => route === key.replace(/: \w+$/, ''));
    if (!operation) throw new Error(`the document has no ${key}`);
    const { method, path, success } = operation;
    const ask = (who: ApiClient, id: string) =>
      askFor(
        who,
        method,
        path.replace(/\{\w+\}/, example.within?.(id) ?? id) + (example.query ?? ''),
        example.body?.(id),
      );
    const id = await example.make(owner);

    for (const nobody of nobodies) expectProblem(await ask(nobody, id), 401, 'unauthorized');
    const theirs = await ask(other, id);
    const nothing = await ask(other, example.unknown);
    expectProblem(theirs, 404, 'not_found');
    expect(withoutRequest(theirs)).toEqual(withoutRequest(nothing));
    // Nothing of what the other tried has changed it.
    expect((await ask(owner, id)).status).toBe(success.status);
  });

  it.each(protectedRoutes)('$route knows nobody without an account', async (operation) => {
    const { method, path, body } = operation;
    const asked = path.replaceAll(/\{\w+\}/g, randomUUID());
    const answers = nobodies.map((nobody) => askFor(nobody, method, asked, body && {}));
    for (const answer of await Promise.all(answers)) expectProblem(answer, 401, 'unauthorized');
  });
});

/** Asks, and reads the whole answer; a stream has no body here. */
async function askFor(who: ApiClient, method: string, path: string, body: unknown) {
  const response = await who.fetch(path, { method, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  const { status, headers } = response;
  return { status, headers, body: isJson ? (JSON.parse(text) as Problem) : undefined };
}

/** An answer without what is another one each time. */
function withoutRequest({ status, headers, body }: Awaited<ReturnType<typeof askFor>>) {
  const kept = [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
  return { status, headers: kept, body: { ...body, instance: '' } };
}

/** The same token with other claims, signed as the server would. */
function resigned(token = '', claims: object): string {
  const [header = '', payload = ''] = token.split('.');
  const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const changed = Buffer.from(JSON.stringify({ ...said, ...claims })).toString('base64url');
  const signature = createHmac('sha256', JWT_SECRET).update(`${header}.${changed}`);
  return `${header}.${changed}.${signature.digest('base64url')}`;
}
