import { startModelServer, type ModelServer } from '@prome-dify/testing';
import { OpenAiCompatibleBackend } from '../openai/backend';
import type { OpenAiSettings } from '../openai/settings';
import type { UpstreamProblem } from '../upstream/failure';

/** The key that must appear nowhere but in the upstream's own headers. */
export const KEY = 'sk-secret-of-ours';

/**
 * A model server and back ends that talk to it, with timers short enough for tests, and long enough
 * for a machine that is busy.
 */
export class UpstreamFixture {
  readonly problems: UpstreamProblem[] = [];
  private readonly backends: OpenAiCompatibleBackend[] = [];

  private constructor(readonly server: ModelServer) {}

  static async start(): Promise<UpstreamFixture> {
    return new UpstreamFixture(await startModelServer());
  }

  connect(settings: Partial<OpenAiSettings> = {}): OpenAiCompatibleBackend {
    const backend = new OpenAiCompatibleBackend({
      baseUrl: this.server.url,
      apiKey: KEY,
      model: 'scripted',
      timers: { firstByteMs: 1_500, idleMs: 1_500, totalMs: 8_000, tailMs: 80 },
      onProblem: (problem) => this.problems.push(problem),
      ...settings,
    });
    this.backends.push(backend);
    return backend;
  }

  /** Ready for the next test. */
  async reset(): Promise<void> {
    await Promise.all(this.backends.splice(0).map((backend) => backend.close()));
    this.problems.length = 0;
    this.server.clear();
    this.server.script('normal');
  }

  async stop(): Promise<void> {
    await this.reset();
    await this.server.stop();
  }
}
