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

/** The refresh cookie that an answer sets: its value and its attributes. */
export const refreshCookie = (answer: Answered) => cookieOf(answer, 'refresh');

/** The cookie that makes the browser a known one. */
export const deviceCookie = (answer: Answered) => cookieOf(answer, 'device');

interface Answered {
  readonly headers: Headers;
}

function cookieOf({ headers }: Answered, name: string) {
  const set = headers.getSetCookie().find((each) => each.startsWith(`${name}=`)) ?? '';
  const [pair = '', ...attributes] = set.split('; ');
  return { pair, value: pair.slice(name.length + 1), attributes };
}
