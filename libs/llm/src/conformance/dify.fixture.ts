import { startDifyServer, type DifyServer } from '@prome-dify/testing';
import { DifyBackend } from '../dify/backend';
import type { DifySettings } from '../dify/settings';
import type { UpstreamProblem } from '../upstream/failure';

/** The key that must appear nowhere but in the upstream's own headers. */
export const DIFY_KEY = 'app-secret-of-ours';

/** A Dify app and back ends that talk to it. */
export class DifyFixture {
  readonly problems: UpstreamProblem[] = [];
  private readonly backends: DifyBackend[] = [];

  private constructor(readonly server: DifyServer) {}

  static async start(): Promise<DifyFixture> {
    return new DifyFixture(await startDifyServer());
  }

  connect(settings: Partial<DifySettings> = {}): DifyBackend {
    const backend = new DifyBackend({
      baseUrl: this.server.url,
      apiKey: DIFY_KEY,
      timers: { tailMs: 80 },
      drainMs: 100,
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
    this.server.script('chatbot');
  }

  async stop(): Promise<void> {
    await this.reset();
    await this.server.stop();
  }
}
