import { startModelServer } from '@prome-dify/testing';
import { collect } from '../conformance/collect.fixture';
import { AiSdkBackend } from './backend';
import { loadVendor, VendorProblem } from './vendor';

describe('loadVendor', () => {
  it.each(['anthropic', 'google', 'mistral'])('loads %s', async (name) => {
    const vendor = await loadVendor(name);
    expect(vendor('any', { apiKey: 'key' })).toMatchObject({ modelId: 'any' });
  });

  it('serves with any package that is installed, as one of OpenAI-like words', async () => {
    const server = await startModelServer();
    const settings = { baseUrl: server.url, apiKey: 'key', model: 'm' };
    const backend = new AiSdkBackend(await loadVendor('mistral'), settings);
    const { text, usage, last } = await collect(backend);
    expect([text, last]).toEqual(['Hello from the scripted model.', { t: 'end', reason: 'stop' }]);
    expect(usage).toBeUndefined();
    expect(server.requests[0]?.headers.authorization).toBe('Bearer key');
    await backend.close();
    await server.stop();
  });

  it.each([
    ['nobody', 'has no package'],
    ['provider', 'makes no models'],
    ['../anthropic', 'must be a name'],
    ['Anthropic', 'must be a name'],
    ['', 'must be a name'],
  ])('refuses %j: %s', async (name, why) => {
    const loading = loadVendor(name);
    await expect(loading).rejects.toThrow(VendorProblem);
    await expect(loading).rejects.toThrow(why);
  });
});
