import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from '@apidevtools/swagger-parser';
import { ApiClient } from '@prome-dify/testing';
import type { Served } from '../spec-support/serve';
import { serveBuilt } from '../spec-support/serve';

const COMMITTED = join(import.meta.dirname, '../../../../../docs/openapi.json');
const ID = '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa';

interface Answered {
  readonly content?: Readonly<Record<string, { readonly schema?: { readonly $ref?: string } }>>;
}

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly unknown[];
  readonly responses: Readonly<Record<string, Answered>>;
  readonly requestBody?: unknown;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const committed = JSON.parse(readFileSync(COMMITTED, 'utf8')) as Document;
const operations = Object.entries(committed.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    route: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    operation,
  })),
);
const isProtected = ({ operation }: (typeof operations)[number]) => Boolean(operation.security);

describe('The OpenAPI document', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveBuilt({ LOG_LEVEL: 'debug' });
  });
  afterAll(() => served.close());

  it('is valid OpenAPI 3.1', async () => {
    const { body } = await served.client.call<Document>('/api/docs-json');
    await expect(validate(body as never)).resolves.toHaveProperty('openapi', '3.1.0');
    await expect(validate(structuredClone(committed) as never)).resolves.toBeDefined();
  });

  it('has every route of the running server, and no other', () => {
    // HEAD is the same question as GET, and the document has it once.
    const mapped = served
      .lines()
      .map((line) => /Mapped \{(.+), ([A-Z]+)\} route/.exec(line))
      .filter((found) => found !== null)
      .filter(([, , method]) => method !== 'HEAD')
      .map(([, path = '', method]) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(mapped.length).toBeGreaterThan(20);
    expect(mapped.toSorted()).toEqual(operations.map(({ route }) => route).toSorted());
  });

  it('names every operation once, with a summary and a group', () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    const nameless = operations.filter(({ operation }) => !operation.summary || !operation.tags);
    expect(nameless.map(({ route }) => route)).toEqual([]);
  });

  it.each(operations)('says what $route answers, and how it refuses', ({ operation }) => {
    const statuses = Object.keys(operation.responses);
    const success = statuses.filter((status) => /^2\d\d$/.test(status));
    expect(success).toHaveLength(1);
    const refusals = statuses.filter((status) => !success.includes(status));
    expect(refusals).toContain('default');
    for (const status of refusals) {
      const { content } = operation.responses[status] ?? {};
      const schema = content?.['application/problem+json']?.schema;
      expect([status, schema]).toEqual([status, { $ref: '#/components/schemas/Problem' }]);
    }
    const body = operation.responses[success[0] ?? '']?.content;
    expect(body === undefined).toBe(success[0] === '204');
  });

  it.each(operations.filter(isProtected))('says that $route needs a token', ({ operation }) => {
    expect(operation.security).toEqual([{ bearer: [] }]);
    expect(operation.responses).toHaveProperty('401');
  });

  it.each(operations)('tells the truth about who may call $route', async (each) => {
    const path = each.path.replaceAll(/\{\w+\}/g, ID);
    const body = each.operation.requestBody ? {} : undefined;
    const nobody = new ApiClient(served.url);
    const { status } = await nobody.call(path, { method: each.method, ...(body && { body }) });
    // Without a cookie, refreshing is refused like this too.
    const refused = isProtected(each) || each.path === '/api/auth/refresh';
    expect([each.route, status === 401]).toEqual([each.route, refused]);
  });
});
