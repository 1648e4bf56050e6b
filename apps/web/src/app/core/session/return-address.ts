/** Where to go after signing in: an address within this application, or `/chat`. */
export function returnAddress(asked: string | undefined | null): string {
  return asked && isOurs(asked) ? asked : '/chat';
}

/** A path of ours. `//host` and `/\host` look like one, and lead elsewhere, also around a newline. */
function isOurs(address: string): boolean {
  return /^\/(?![/\\])\P{Cc}*$/u.test(address) && !/^\/(login|register)\b/.test(address);
}
