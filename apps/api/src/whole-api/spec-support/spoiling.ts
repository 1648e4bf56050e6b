import type { Chance } from '../../chat/simulation/spec-support/chance';
import type { Draft } from './drafts';
import type { Schema } from './document';
import { resolved } from './document';
import {
  BODIES,
  HEADERS,
  MEDIA_TYPES,
  METHODS,
  nearId,
  QUERIES,
  TEXTS,
  VALUES,
} from './hostile-values';

type Members = Record<string, unknown>;
type Spoil = (chance: Chance, draft: Draft) => void;

/** Something that makes a request wrong, or nearly, and how often it is taken. */
const SPOILS: readonly (readonly [weight: number, spoil: Spoil])[] = [
  [8, spoilMember],
  [6, moveToBound],
  [3, dropMember],
  [2, addMember],
  [3, spoilBody],
  [2, spoilMediaType],
  [6, spoilId],
  [4, spoilPath],
  [5, spoilQuery],
  [5, spoilHeader],
  [3, spoilMethod],
];

/** Spoils one or more parts of a request. */
export function spoil(chance: Chance, draft: Draft): void {
  const times = chance.weigh([
    [6, 1],
    [3, 2],
    [1, 4],
  ]);
  for (let time = 0; time < times; time += 1) chance.weigh(SPOILS)(chance, draft);
}

/** A hostile value of any type. */
export function hostileValue(chance: Chance): unknown {
  return chance.happens(0.5)
    ? chance.pick([...TEXTS])
    : VALUES[chance.between(0, VALUES.length - 1)];
}

function membersOf({ json }: Draft): Members | undefined {
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  return isObject && Object.keys(json).length > 0 ? (json as Members) : undefined;
}

function spoilMember(chance: Chance, draft: Draft): void {
  const members = membersOf(draft);
  if (members) members[chance.pick(Object.keys(members))] = hostileValue(chance);
}

/** To the limit that the document names, or one beyond. */
function moveToBound(chance: Chance, draft: Draft): void {
  const members = membersOf(draft);
  const known = Object.entries(draft.operation.body?.properties ?? {});
  if (!members || known.length === 0) return;
  const [name, schema] = chance.pick(known);
  const { minimum, maximum, minLength, maxLength }: Schema = resolved(schema);
  const bounds = [minimum, maximum].filter((bound) => bound !== undefined);
  const lengths = [minLength, maxLength].filter((bound) => bound !== undefined);
  const beside = chance.between(-1, 1);
  if (bounds.length > 0) members[name] = chance.pick(bounds) + beside;
  else if (lengths.length > 0) {
    members[name] = 'x'.repeat(Math.max(0, chance.pick(lengths) + beside));
  }
}

function dropMember(chance: Chance, draft: Draft): void {
  const members = membersOf(draft);
  if (members) delete members[chance.pick(Object.keys(members))];
}

function addMember(chance: Chance, draft: Draft): void {
  const names = [
    'userId',
    'balance',
    'role',
    'toString',
    'constructor',
    '__proto__',
    '',
    'x'.repeat(500),
  ];
  const name = chance.pick(names.filter(Boolean));
  const entries = [...Object.entries(membersOf(draft) ?? {}), [name, hostileValue(chance)]];
  draft.json = Object.fromEntries(entries) as unknown;
}

function spoilBody(chance: Chance, draft: Draft): void {
  const whole = Buffer.from(JSON.stringify(draft.json ?? {}));
  draft.bytes = chance.weigh([
    [3, chance.pick(BODIES)],
    [1, whole.subarray(0, chance.between(0, whole.length - 1))],
    [1, Buffer.concat([whole, Buffer.from(chance.pick(TEXTS))])],
  ]);
  if (chance.happens(0.8)) setHeader(draft, 'content-type', 'application/json');
}

function spoilMediaType(chance: Chance, draft: Draft): void {
  setHeader(draft, 'content-type', chance.pick(MEDIA_TYPES.filter(Boolean)));
}

function spoilId(chance: Chance, draft: Draft): void {
  const parts = draft.path.split('/');
  const index = draft.operation.path.split('/').findIndex((part) => part.startsWith('{'));
  const id = parts[index];
  if (id === undefined) return;
  parts[index] = nearId(chance, id);
  draft.path = parts.join('/');
}

function spoilPath(chance: Chance, draft: Draft): void {
  const { path } = draft;
  const at = chance.between(1, path.length - 1);
  const octet = `%${path.charCodeAt(at).toString(16)}`;
  draft.path = chance.pick([
    ...[`${path}/`, `/${path}`, path.replace('/', '//'), `${path}/.`, `${path}/..`, `${path};x=1`],
    ...[`${path}%00`, `${path}%2f`, `${path}%`, `${path}%3f`, `${path}.json`, path.toUpperCase()],
    ...[`${path.slice(0, at)}${octet}${path.slice(at + 1)}`, path.replaceAll('/', '%2f'), '*'],
    ...[path.replaceAll('/', '\\'), `http://evil.test${path}`, `/x/..${path}`, `/%2e%2e${path}`],
    ...[`${path}#x`, `${path}?`, `${path}??`, `${path.slice(0, at)}\u00e9${path.slice(at)}`],
    ...[path.slice(0, at), `${path}/${'x'.repeat(9_000)}`, `/${'a/'.repeat(300)}`],
  ]);
}

function spoilQuery(chance: Chance, draft: Draft): void {
  const [name, value] = chance.pick(QUERIES);
  draft.query.push([name, value]);
  if (chance.happens(0.3)) draft.query.push([name, value]);
}

function spoilHeader(chance: Chance, draft: Draft): void {
  const [name, value] = chance.pick(HEADERS);
  if (chance.happens(0.7)) setHeader(draft, name, value);
  else draft.headers.push([name, value]);
}

function spoilMethod(chance: Chance, draft: Draft): void {
  draft.method = chance.pick(METHODS);
}

function setHeader(draft: Draft, name: string, value: string): void {
  draft.headers = [...draft.headers.filter(([each]) => each !== name), [name, value]];
}
