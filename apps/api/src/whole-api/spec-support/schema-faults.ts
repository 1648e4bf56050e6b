import type { Schema } from './document';
import { resolved } from './document';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const FORMATS: Readonly<Record<string, RegExp>> = { uuid: UUID, 'date-time': TIME };

/**
 * What of `value` is not as `schema` says, each as a pointer and a reason; empty when all is. A
 * member that the schema does not name is a fault too: answers show nothing by accident.
 */
export function schemaFaults(value: unknown, schema: Schema, at = ''): string[] {
  const { type, enum: choices, ...rest } = resolved(schema);
  if (type !== undefined && ![type].flat().some((each) => isOf(value, each))) {
    return [`${at || '/'} is no ${[type].flat().join(' or ')}`];
  }
  if (choices && !choices.includes(value)) return [`${at || '/'} is none of ${choices.join(', ')}`];
  if (typeof value === 'string') return textFaults(value, rest, at);
  if (typeof value === 'number') return numberFaults(value, rest, at);
  if (Array.isArray(value)) {
    const { items = {} } = rest;
    return value.flatMap((each, index) => schemaFaults(each, items, `${at}/${index}`));
  }
  return value === null ? [] : memberFaults(value as Readonly<Record<string, unknown>>, rest, at);
}

function memberFaults(value: Readonly<Record<string, unknown>>, schema: Schema, at: string) {
  const { properties = {}, required = [] } = schema;
  const missing = required.filter((name) => !Object.hasOwn(value, name));
  return [
    ...missing.map((name) => `${at}/${name} is missing`),
    ...Object.entries(value).flatMap(([name, member]) => {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return known ? schemaFaults(member, known, `${at}/${name}`) : [`${at}/${name} is not known`];
    }),
  ];
}

function textFaults(value: string, { format = '', minLength, maxLength }: Schema, at: string) {
  if (FORMATS[format]?.test(value) === false) return [`${at} is no ${format}`];
  const isLong = value.length > (maxLength ?? Infinity);
  return isLong || value.length < (minLength ?? 0) ? [`${at} has a wrong length`] : [];
}

function numberFaults(value: number, { minimum, maximum }: Schema, at: string): string[] {
  const isIn = value >= (minimum ?? -Infinity) && value <= (maximum ?? Infinity);
  return isIn ? [] : [`${at} is out of range`];
}

function isOf(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'number') return Number.isFinite(value);
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object')
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
