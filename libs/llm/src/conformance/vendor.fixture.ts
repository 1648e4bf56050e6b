import type { AnthropicServer, GoogleServer } from '@prome-dify/testing';
import { startAnthropicServer, startGoogleServer } from '@prome-dify/testing';
import { AiSdkBackend } from '../ai-sdk/backend';
import type { AiSdkSettings } from '../ai-sdk/settings';
import { loadVendor, type Vendor } from '../ai-sdk/vendor';
import type { UpstreamProblem } from '../upstream/failure';

/** The key that must appear nowhere but in the upstream's own headers. */
export const VENDOR_KEY = 'sk-vendor-secret-of-ours';

/** A server of a vendor's protocol, and back ends that talk to it through the vendor's package. */
export class VendorFixture<Server extends AnthropicServer | GoogleServer> {
  readonly problems: UpstreamProblem[] = [];
  private readonly backends: AiSdkBackend[] = [];

  private constructor(
    readonly server: Server,
    private readonly vendor: Vendor,
  ) {}

  static async anthropic(): Promise<VendorFixture<AnthropicServer>> {
    return new VendorFixture(await startAnthropicServer(), await loadVendor('anthropic'));
  }

  static async google(): Promise<VendorFixture<GoogleServer>> {
    return new VendorFixture(await startGoogleServer(), await loadVendor('google'));
  }

  connect(settings: Partial<AiSdkSettings> = {}): AiSdkBackend {
    const backend = new AiSdkBackend(this.vendor, {
      baseUrl: this.server.url,
      apiKey: VENDOR_KEY,
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
