import type { AnthropicServer, GoogleServer } from '@prome-dify/testing';
import { startAnthropicServer, startGoogleServer } from '@prome-dify/testing';
import { AiSdkBackend } from '../ai-sdk/backend';
import type { AiSdkSettings } from '../ai-sdk/settings';
import { loadVendor, type Vendor } from '../ai-sdk/vendor';
import { BackendFixture } from './backend.fixture';

/** The key that must appear nowhere but in the upstream's own headers. */
export const VENDOR_KEY = 'sk-vendor-secret-of-ours';

/** A server of a vendor's protocol, and back ends that talk to it through the vendor's package. */
export class VendorFixture<
  Server extends AnthropicServer | GoogleServer,
> extends BackendFixture<Server> {
  private constructor(
    server: Server,
    private readonly vendor: Vendor,
  ) {
    super(server, () => server.script('normal'));
  }

  static async anthropic(): Promise<VendorFixture<AnthropicServer>> {
    return new VendorFixture(await startAnthropicServer(), await loadVendor('anthropic'));
  }

  static async google(): Promise<VendorFixture<GoogleServer>> {
    return new VendorFixture(await startGoogleServer(), await loadVendor('google'));
  }

  connect(settings: Partial<AiSdkSettings> = {}): AiSdkBackend {
    return this.opened(
      new AiSdkBackend(this.vendor, {
        baseUrl: this.server.url,
        apiKey: VENDOR_KEY,
        model: 'scripted',
        timers: { firstByteMs: 1_500, idleMs: 1_500, totalMs: 8_000, tailMs: 80 },
        onProblem: this.onProblem,
        ...settings,
      }),
    );
  }
}
