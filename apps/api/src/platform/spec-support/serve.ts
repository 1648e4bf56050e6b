import type { Engine } from '@prome-dify/testing';
import { ApiClient, ServerProcess, sqlite } from '@prome-dify/testing';

/** For specs: the built server over a database of its own. */
export interface Served {
  readonly server: ServerProcess;
  readonly url: string;
  /** Speaks as nobody. */
  readonly client: ApiClient;
  /** Every line it has written so far. */
  lines(): readonly string[];
  close(): Promise<void>;
}

export async function serveBuilt(
  env: Readonly<Record<string, string>> = {},
  engine: Engine = sqlite,
): Promise<Served> {
  const database = await engine.createDatabase();
  const server = await ServerProcess.start({ databaseUrl: database.url, env });
  return {
    server,
    url: server.url,
    client: new ApiClient(server.url),
    lines: () => server.log.join('').split('\n').filter(Boolean),
    close: async () => {
      await server.stop();
      await database.remove();
    },
  };
}
