import { startModelServer, type ModelServer } from '@prome-dify/testing';
import { OpenAiCompatibleBackend } from '../openai/backend';
import type { OpenAiSettings } from '../openai/settings';
import { BackendFixture } from './backend.fixture';

/** The key that must appear nowhere but in the upstream's own headers. */
export const KEY = 'sk-secret-of-ours';

/**
 * A model server and back ends that talk to it, with timers short enough for tests, and long enough
 * for a machine that is busy.
 */
export class UpstreamFixture extends BackendFixture<ModelServer> {
  private constructor(server: ModelServer) {
    super(server, () => server.script('normal'));
  }

  static async start(): Promise<UpstreamFixture> {
    return new UpstreamFixture(await startModelServer());
  }

  connect(settings: Partial<OpenAiSettings> = {}): OpenAiCompatibleBackend {
    return this.opened(
      new OpenAiCompatibleBackend({
        baseUrl: this.server.url,
        apiKey: KEY,
        model: 'scripted',
        timers: { firstByteMs: 1_500, idleMs: 1_500, totalMs: 8_000, tailMs: 80 },
        onProblem: this.onProblem,
        ...settings,
      }),
    );
  }
}
