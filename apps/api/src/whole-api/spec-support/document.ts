import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** As much of JSON Schema as the document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly schema?: Schema;
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

interface DocumentedOperation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  readonly security?: readonly unknown[];
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** One thing that the API can do, as its document says. */
export interface Operation {
  /** Method and path, as in `GET /api/billing/purchases/{id}`. */
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body?: Schema;
  /** What it answers when all is well: the status, and the schema by media type. */
  readonly success: { readonly status: number; readonly content: Content };
  readonly isProtected: boolean;
}

const FILE = join(import.meta.dirname, '../../../../../docs/openapi.json');
const document = JSON.parse(readFileSync(FILE, 'utf8')) as OpenApi;

/** The schema itself, where one only points to it. */
export function resolved(schema: Schema): Schema {
  const target = schema.$ref?.replace('#/components/schemas/', '');
  if (target === undefined) return schema.allOf?.[0] ? resolved(schema.allOf[0]) : schema;
  const found = document.components.schemas[target];
  if (!found) throw new Error(`the document has no schema ${target}`);
  return resolved(found);
}

/** Everything that the API can do. */
export const OPERATIONS: readonly Operation[] = Object.entries(document.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => read(path, method, operation)),
);

function read(path: string, method: string, operation: DocumentedOperation): Operation {
  const { parameters = [], requestBody, responses, security } = operation;
  const [status, answer] = Object.entries(responses).find(([each]) => each.startsWith('2')) ?? [];
  const body = requestBody?.content['application/json']?.schema;
  return {
    route: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    parameters,
    ...(body ? { body: resolved(body) } : {}),
    success: { status: Number(status), content: answer?.content ?? {} },
    isProtected: security !== undefined,
  };
}

/** The operation that a request would reach, by its method and its address with or without query. */
export function operationOf(method: string, target: string): Operation | undefined {
  const path = decoded(target.replace(/[?#].*$/s, '').replace(/^http:\/\/[^/]+/, ''));
  const found = OPERATIONS.filter((each) => each.method === method && patternOf(each).test(path));
  // A fixed address goes before an id.
  return found.find((each) => !each.path.includes('{')) ?? found[0];
}

function patternOf({ path }: Operation): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
