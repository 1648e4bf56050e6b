import type { ApiClient } from './api-client';

/** How a request for an answer goes: its status and end, and whether it is told to come again. */
export async function askOnce(client: ApiClient): Promise<string> {
  const response = await client.fetch('/api/chat', { body: { message: 'Hello' } });
  const text = await response.text();
  const end = response.ok ? (/^event: (done|error)$/m.exec(text)?.[1] ?? 'broken') : 'refused';
  return `${response.status} ${end}${response.headers.has('retry-after') ? ', come again' : ''}`;
}

/** Asks without a pause on so many connections until it is over; how often it went which way. */
export async function flood(
  clients: readonly ApiClient[],
  connections: number,
  over: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const seen = new Map<string, number>();
  const ask = async (client: ApiClient) => {
    while (!over.aborted) {
      const how = await askOnce(client);
      seen.set(how, (seen.get(how) ?? 0) + 1);
    }
  };
  const nth = (n: number) => clients[n % clients.length] as ApiClient;
  await Promise.all(Array.from({ length: connections }, (_, n) => ask(nth(n))));
  return seen;
}
