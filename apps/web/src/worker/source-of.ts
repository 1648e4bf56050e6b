/** What of a request says where its answer comes from. */
export interface Asked {
  readonly url: string;
  readonly method: string;
  readonly mode: string;
}

/** `page`: the application, which is one page for all its addresses; `file`: one of its other files. */
export type Source = 'page' | 'file' | 'network';

/** What the server answers itself. Streams, money and documents never pass through the worker. */
const SERVER_PATH = /^\/+(api|v1|health|ready|metrics)(\/|$)/;
const FILE = /\.[a-z0-9]+$/i;

/**
 * Where the answer comes from. All that is not surely ours to answer is left to the network: `files`
 * are the paths of this version, `origin` is where they were loaded from.
 */
export function sourceOf(
  { url, method, mode }: Asked,
  origin: string,
  files: ReadonlySet<string>,
): Source {
  const address = new URL(url);
  if (method !== 'GET' || address.origin !== origin) return 'network';
  const { pathname } = address;
  if (SERVER_PATH.test(pathname)) return 'network';
  if (mode === 'navigate') return FILE.test(pathname) ? 'network' : 'page';
  return address.search === '' && files.has(pathname) ? 'file' : 'network';
}
