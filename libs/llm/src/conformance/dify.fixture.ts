import { startDifyServer, type DifyServer } from '@prome-dify/testing';
import { DifyBackend } from '../dify/backend';
import type { DifySettings } from '../dify/settings';
import { BackendFixture } from './backend.fixture';

/** The key that must appear nowhere but in the upstream's own headers. */
export const DIFY_KEY = 'app-secret-of-ours';

/** A Dify app and back ends that talk to it. */
export class DifyFixture extends BackendFixture<DifyServer> {
  private constructor(server: DifyServer) {
    super(server, () => server.script('chatbot'));
  }

  static async start(): Promise<DifyFixture> {
    return new DifyFixture(await startDifyServer());
  }

  connect(settings: Partial<DifySettings> = {}): DifyBackend {
    return this.opened(
      new DifyBackend({
        baseUrl: this.server.url,
        apiKey: DIFY_KEY,
        timers: { tailMs: 80 },
        drainMs: 100,
        onProblem: this.onProblem,
        ...settings,
      }),
    );
  }
}
