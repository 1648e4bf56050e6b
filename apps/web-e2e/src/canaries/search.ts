import type { Canaries, Kind } from './secrets';

/** Something that was said, written or served. */
export interface Source {
  /** What it is; of an answer its method and its path. */
  readonly name: string;
  readonly text: string;
}

/** A secret where none may be. */
export interface Hit {
  readonly kind: Kind;
  readonly source: string;
}

const AUTH = /^POST \/api\/auth\//;
const SESSION = /^POST \/api\/auth\/(register|login|refresh)$/;
const CONVERSATION = /^\w+ \/api\/(chat|conversations)\b/;

/** Where a secret rightly is: a sign-in answers with the session, a conversation holds what was said. */
const BELONGS: Partial<Record<Kind, RegExp>> = {
  'access token': SESSION,
  'refresh token': SESSION,
  'device token': AUTH,
  'mailed token': /^mail$/,
  message: CONVERSATION,
  'card number': CONVERSATION,
  answer: CONVERSATION,
  address: new RegExp(`${AUTH.source}|^GET /api/auth/me$|^mail$`),
};

/** How a value may be written: as it is, in an address, in Base64, or a part of it alone. */
function spellings(value: string): string[] {
  const base64 = Buffer.from(value).toString('base64').replace(/=+$/, '').slice(0, -1);
  const parts = value.split('.').filter((part) => part.length >= 24);
  return [value, encodeURIComponent(value), base64, ...parts.slice(-1)];
}

/** Every secret that is somewhere it does not belong. */
export function search(sources: readonly Source[], canaries: Canaries): Hit[] {
  const wanted = canaries.all().map(([kind, value]) => ({ kind, forms: spellings(value) }));
  return sources.flatMap(({ name, text }) =>
    wanted
      .filter(({ kind, forms }) => {
        return !BELONGS[kind]?.test(name) && forms.some((form) => text.includes(form));
      })
      .map(({ kind }) => ({ kind, source: name })),
  );
}

/** How much was searched. */
export function bytesOf(sources: readonly Source[]): number {
  return sources.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
}
