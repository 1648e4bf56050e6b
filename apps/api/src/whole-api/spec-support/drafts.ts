import type { Chance } from '../../chat/simulation/spec-support/chance';
import type { Operation, Schema } from './document';
import { resolved } from './document';
import type { Sent } from './sending';

/** A request in the making: its parts can still be spoiled one by one. */
export interface Draft {
  readonly operation: Operation;
  method: string;
  path: string;
  query: [name: string, value: string][];
  headers: [name: string, value: string][];
  /** JSON, unless `bytes` are sent instead. */
  json?: unknown;
  bytes?: Buffer;
}

/** Values that exist, by the name of the member or parameter that takes them. */
export type Pools = Readonly<Record<string, readonly string[]>>;

/** Makes requests that are as the document wants them. */
export class Drafts {
  constructor(
    private readonly chance: Chance,
    private readonly pools: Pools,
  ) {}

  /** @param token of the user who asks, if any */
  of(operation: Operation, token: string | undefined): Draft {
    const { parameters, body } = operation;
    const draft: Draft = {
      operation,
      method: operation.method,
      path: operation.path.replace(/(\w+)\/\{(\w+)\}/g, (_, kind: string, name: string) => {
        return `${kind}/${this.text(name === 'id' && this.chance.happens(0.9) ? kind : name)}`;
      }),
      query: [],
      headers: token === undefined ? [] : [['authorization', `Bearer ${token}`]],
    };
    for (const { in: place, name, schema = {} } of parameters) {
      if (place === 'query' && this.chance.happens(0.5)) {
        draft.query.push([name, String(this.value(name, schema))]);
      }
      if (place === 'header' && this.chance.happens(0.3)) {
        draft.headers.push([name, this.text(name)]);
      }
    }
    if (body) {
      draft.headers.push(['content-type', 'application/json']);
      draft.json = this.value('', body);
    }
    return draft;
  }

  /** A value as the schema wants it; one that exists, where the name has a pool. */
  value(name: string, schema: Schema): unknown {
    const { type, properties, required = [], ...limits } = resolved(schema);
    if (properties) {
      const given = Object.entries(properties).filter(
        ([member]) => required.includes(member) || this.chance.happens(0.4),
      );
      return Object.fromEntries(given.map(([each, inner]) => [each, this.value(each, inner)]));
    }
    const kinds = [type ?? 'string'].flat();
    if (kinds.includes('null') && this.chance.happens(0.7)) return null;
    if (kinds.includes('boolean')) return this.chance.happens(0.5);
    if (kinds.includes('integer') || kinds.includes('number')) return this.number(limits);
    return this.text(name);
  }

  private number({ minimum = 0, maximum = 1000 }: Schema): number {
    return this.chance.weigh([
      [1, minimum],
      [1, maximum],
      [3, this.chance.between(minimum, maximum)],
    ]);
  }

  private text(name: string): string {
    const pool = this.pools[name];
    return pool && pool.length > 0 ? this.chance.pick(pool) : `words ${this.chance.between(1, 99)}`;
  }
}

/** The request as it goes over the wire. */
export function sentOf({ method, path, query, headers, json, bytes }: Draft): Sent {
  const asked = query.map(([name, value]) => `${name}=${value}`).join('&');
  const target = `${path}${asked && `?${asked}`}`.replace(/[^!-~]/gu, encoded);
  const body = bytes ?? (json === undefined ? undefined : Buffer.from(JSON.stringify(json)));
  const clean = headers.map(
    ([name, value]) => [name, value.replace(/[^\t -~\x80-\xff]/g, '')] as const,
  );
  return { method, target, headers: clean, ...(body ? { body } : {}) };
}

function encoded(character: string): string {
  return [...Buffer.from(character)]
    .map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
    .join('');
}
