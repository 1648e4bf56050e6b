import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { discoverOllama } from './discover';

let server: Server;
let answer: RequestListener;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function discover(timeoutMs?: number): Promise<string[]> {
  return discoverOllama(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, timeoutMs);
}

describe('discoverOllama', () => {
  it('finds the models that can chat', async () => {
    const names = ['llama3.2:latest', 'nomic-embed-text:latest', 'hf.co/some/model:Q4_K_M'];
    answer = (request, response) => {
      expect(request.url).toBe('/api/tags');
      response.end(JSON.stringify({ models: names.map((name) => ({ name, size: 1 })) }));
    };
    expect(await discover()).toEqual(['llama3.2:latest', 'hf.co/some/model:Q4_K_M']);
  });

  it.each([
    ['null'],
    ['{"models":null}'],
    ['{"models":[null,{"name":7},{"name":"a\\nb"},{}]}'],
    ['[]'],
    ['<html>'],
  ])('finds nothing in %s', async (body) => {
    answer = (_, response) => response.end(body);
    expect(await discover()).toEqual([]);
  });

  it('finds nothing where something else answers', async () => {
    answer = (_, response) => response.writeHead(404).end('{"models":[{"name":"x"}]}');
    expect(await discover()).toEqual([]);
    answer = (_, response) => response.writeHead(302, { location: '/elsewhere' }).end();
    expect(await discover()).toEqual([]);
  });

  it('gives up soon when nothing answers', async () => {
    answer = () => undefined;
    const start = performance.now();
    expect(await discover(50)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(400);
    expect(await discoverOllama('http://127.0.0.1:9')).toEqual([]);
    expect(await discoverOllama('not an address')).toEqual([]);
  });
});
