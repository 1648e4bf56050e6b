import {
  answering,
  anthropicAnswering,
  difyAnswering,
  googleAnswering,
  type AnthropicServer,
  type DifyApp,
  type GoogleServer,
} from '@prome-dify/testing';
import { DemoBackend } from '../demo/demo-backend';
import type { ModelBackend, ModelRequest } from '../port';
import { warmUpTokenizer } from '../tokens/estimate';
import { QUESTION } from './collect.fixture';
import { DifyFixture } from './dify.fixture';
import { UpstreamFixture } from './upstream.fixture';
import { VendorFixture } from './vendor.fixture';

/** 50 ms where nothing else runs; the rest is a busy machine's share. */
export const SOON_MS = 250;

/** A question with a long answer: of the demo model by itself, of the others by script. */
export const LONG: ModelRequest = {
  ...QUESTION,
  messages: [{ role: 'user', content: '/lorem 120' }],
};

/** The words of the long answer. */
export const WORDS = Array.from({ length: 120 }, (_, word) => `word${word} `);

const SLOWLY = { deltas: WORDS, paceMs: 2 };

/** Every kind of back end, each before a server of its own that gives a long answer. */
export class Candidates {
  private constructor(
    readonly openAi: UpstreamFixture,
    readonly dify: DifyFixture,
    readonly anthropic: VendorFixture<AnthropicServer>,
    readonly google: VendorFixture<GoogleServer>,
  ) {}

  static async start(): Promise<Candidates> {
    await warmUpTokenizer();
    return new Candidates(
      await UpstreamFixture.start(),
      await DifyFixture.start(),
      await VendorFixture.anthropic(),
      await VendorFixture.google(),
    );
  }

  openAiCompatible(): ModelBackend {
    this.openAi.server.script(answering(SLOWLY));
    return this.openAi.connect({ timers: {} });
  }

  /** An Ollama has the same protocol below `/v1`, and wants no key. */
  ollama(): ModelBackend {
    this.openAi.server.script(answering(SLOWLY));
    const baseUrl = new URL('/v1', this.openAi.server.origin).href;
    return this.openAi.connect({ timers: {}, baseUrl, apiKey: undefined });
  }

  anthropicModel(): ModelBackend {
    this.anthropic.server.script(anthropicAnswering(SLOWLY));
    return this.anthropic.connect({ timers: {} });
  }

  googleModel(): ModelBackend {
    this.google.server.script(googleAnswering(SLOWLY));
    return this.google.connect({ timers: {} });
  }

  difyApp(app: DifyApp): ModelBackend {
    this.dify.server.script(difyAnswering({ app, words: WORDS, paceMs: 2 }));
    return this.dify.connect();
  }

  demo(): ModelBackend {
    return new DemoBackend({ speed: 10 });
  }

  /** Ready for the next test. */
  async reset(): Promise<void> {
    await Promise.all(this.fixtures.map((fixture) => fixture.reset()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.fixtures.map((fixture) => fixture.stop()));
  }

  private get fixtures() {
    return [this.openAi, this.dify, this.anthropic, this.google];
  }
}
