import { statSync } from 'node:fs';
import { ApiClient, ServerProcess, sqlite, until } from '@prome-dify/testing';
import { sqlitePath } from './open-database';

const PAGE_BYTES = 4_096;

describe('The keeper of the write-ahead log', () => {
  it('carries what was committed into the file while the server runs, and leaves nothing', async () => {
    const { url: databaseUrl, remove } = await sqlite.createDatabase();
    const path = sqlitePath(databaseUrl);
    const server = await ServerProcess.start({ databaseUrl });
    try {
      await ApiClient.register(server.url);
      // Of all that the migrations and the registration wrote, the file has nothing but its head:
      // it is too little for the writer to carry it over.
      expect(statSync(path).size).toBeLessThanOrEqual(PAGE_BYTES);
      await until('the file has it', () => statSync(path).size > 10 * PAGE_BYTES);
      expect(await server.stop()).toBe(0);
      expect(() => statSync(`${path}-wal`)).toThrow(/ENOENT/);
    } finally {
      await server.stop('SIGKILL');
      await remove();
    }
  });
});
