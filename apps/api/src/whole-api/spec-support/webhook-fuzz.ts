import Stripe from 'stripe';
import type { Chance } from '../../chat/simulation/spec-support/chance';
import { WEBHOOK_SECRET } from '../../billing/shop.fixture';

/** What is posted to the webhook. */
export interface Posted {
  readonly what: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const DEEP = 3_000;
const HUGE = 1_100_000;

type Signing = (chance: Chance, body: Buffer, now: number) => Record<string, string>;

/** Signatures of which none is Stripe's for this body and this moment. */
const FORGERIES: Readonly<Record<string, Signing>> = {
  'no signature': () => ({}),
  'an empty signature': () => header(''),
  'random letters': (chance) => header(letters(chance, chance.between(1, 200))),
  'a random signature': (chance, _, now) => header(`t=${now},v1=${hex(chance)}`),
  'another secret': (_, body, now) => header(sign(body, now, 'whsec_of_somebody_else')),
  'another body': (_, body, now) => header(sign(Buffer.concat([body, Buffer.from(' ')]), now)),
  'a stale one': (chance, body, now) => header(sign(body, now - chance.between(310, 1e8))),
  'one from the future': (chance, body, now) => header(sign(body, now + chance.between(310, 1e8))),
  'the wrong scheme': (chance, body, now) =>
    header(sign(body, now).replace('v1=', chance.pick(['v0=', 'v2=', 'V1=', 'v1 =', 'v1:']))),
  'a time that is none': (chance, body, now) =>
    header(sign(body, now).replace(/t=\d+/, `t=${chance.pick(['', 'x', '1e99', '-1', 'NaN'])}`)),
  'no time': (_, body, now) => header(sign(body, now).replace(/t=\d+,/, '')),
  'a cut one': (chance, body, now) => header(sign(body, now).slice(0, -chance.between(1, 60))),
  'one letter changed': (chance, body, now) => header(changed(chance, sign(body, now))),
  'very many': (chance, _, now) => header(`t=${now}${`,v1=${hex(chance)}`.repeat(80)}`),
};

/** Something that Stripe did not sign, or that is not what it signed. */
export function forged(chance: Chance, event: string): Posted {
  const body = chance.weigh<() => Buffer>([
    [6, () => Buffer.from(event)],
    [4, () => oddBody(chance, event)],
  ])();
  const what = chance.pick(Object.keys(FORGERIES));
  const now = Math.floor(Date.now() / 1000);
  const signature = FORGERIES[what]?.(chance, body, now) ?? {};
  return { what, body, headers: { ...mediaType(chance), ...signature } };
}

/** Something that is signed as Stripe signs it, and is no event as Stripe tells them. */
export function malformed(chance: Chance, event: string): Posted {
  const body = chance.happens(0.5) ? oddBody(chance, event) : Buffer.from(spoilt(chance, event));
  const now = Math.floor(Date.now() / 1000);
  return { what: 'signed', body, headers: { ...mediaType(chance), ...header(sign(body, now)) } };
}

const header = (signature: string) => ({ 'stripe-signature': signature });

function sign(body: Buffer, timestamp: number, secret = WEBHOOK_SECRET): string {
  // Stripe's library reads the octets as UTF-8 before it compares; so does the signature.
  const payload = body.toString('utf8');
  return Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
}

function mediaType(chance: Chance): Record<string, string> {
  if (chance.happens(0.85)) return JSON_TYPE;
  const odd = ['text/plain', 'application/x-www-form-urlencoded', 'application/json;charset=x'];
  return chance.happens(0.2) ? {} : { 'content-type': chance.pick([...odd, 'x', 'image/png']) };
}

/** Bodies that are no event at all. */
function oddBody(chance: Chance, event: string): Buffer {
  const make = chance.weigh<() => string | Buffer>([
    [4, () => event.slice(0, chance.between(0, event.length - 1))],
    [3, () => letters(chance, chance.between(0, 300))],
    [3, () => octets(chance, chance.between(1, 300))],
    [3, () => Buffer.concat([Buffer.from(event.slice(0, -3)), octets(chance, 9)])],
    [2, () => chance.pick(['', 'null', '[]', '{}', '0', '"x"', 'true', '[{}]', '{"id":1}'])],
    [1, () => `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`],
    [1, () => '['.repeat(DEEP)],
    [0.02, () => `{"a":"${'x'.repeat(HUGE)}"}`],
  ]);
  const body = make();
  return typeof body === 'string' ? Buffer.from(body) : body;
}

const VALUES: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 1e308, 2 ** 53, '', 'x', '\0', '\ud800', [], {}, [null], [[[]]]],
  ...[{ $ne: null }, { id: 1 }, { toString: 1 }, 'x'.repeat(9_000), '__proto__', 'evt_1', 'paid'],
];

/** An event with members that are gone, or have values of other kinds. */
function spoilt(chance: Chance, event: string): string {
  const value = JSON.parse(event) as Record<string, unknown>;
  const { object } = value['data'] as { object: Record<string, unknown> };
  const inner = { ...object };
  for (let time = chance.between(1, 3); time > 0; time -= 1) {
    spoilOne(chance, chance.happens(0.7) ? inner : value);
  }
  if (typeof value['data'] === 'object' && value['data'] !== null && chance.happens(0.9)) {
    value['data'] = { object: inner };
  }
  return JSON.stringify(value);
}

function spoilOne(chance: Chance, members: Record<string, unknown>): void {
  const name = chance.pick([...Object.keys(members), 'metadata', 'constructor']);
  if (chance.happens(0.3)) Reflect.deleteProperty(members, name);
  else members[name] = VALUES[chance.between(0, VALUES.length - 1)];
}

function changed(chance: Chance, text: string): string {
  const at = chance.between(text.length - 64, text.length - 1);
  const other = text[at] === '0' ? '1' : '0';
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
}

function letters(chance: Chance, count: number): string {
  const code = () => chance.between(33, 126);
  return String.fromCharCode(...Array.from({ length: count }, code));
}

function octets(chance: Chance, count: number): Buffer {
  return Buffer.from(Array.from({ length: count }, () => chance.between(128, 255)));
}

function hex(chance: Chance): string {
  return Array.from({ length: 64 }, () => chance.pick([...'0123456789abcdef'])).join('');
}
