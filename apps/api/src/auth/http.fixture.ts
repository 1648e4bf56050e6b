import type { Engine } from '@prome-dify/testing';
import { ApiClient, ServerProcess } from '@prome-dify/testing';

/** For specs: the built server over a database of its own. */
export interface OpenedServer {
  readonly url: string;
  /** Speaks as nobody. */
  readonly client: ApiClient;
  /** Everything it wrote, on one string. */
  log(): string;
  close(): Promise<void>;
}

/** Starts the built server. */
export async function openServer(
  engine: Engine,
  env: Readonly<Record<string, string>> = {},
): Promise<OpenedServer> {
  const database = await engine.createDatabase();
  const server = await ServerProcess.start({ databaseUrl: database.url, env });
  return {
    url: server.url,
    client: new ApiClient(server.url),
    log: () => server.log.join(''),
    close: async () => {
      await server.stop();
      await database.remove();
    },
  };
}

/** The cookie that an answer sets: its value and its attributes. */
export function refreshCookie(answer: { readonly headers: Headers }) {
  const [pair = '', ...attributes] = (answer.headers.getSetCookie()[0] ?? '').split('; ');
  return { pair, value: pair.replace('refresh=', ''), attributes };
}
