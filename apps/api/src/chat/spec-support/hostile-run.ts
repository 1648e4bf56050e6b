import { setTimeout as delay } from 'node:timers/promises';
import type { Engine, ModelCall, ModelScript, ReceivedEvent } from '@prome-dify/testing';
import { answering, MODEL_SCRIPTS } from '@prome-dify/testing';
import { ChatHost, type ModelSetting } from '../chat.fixture';
import type { Elsewhere, Upstream } from './hostile-upstreams';
import { startElsewhere } from './hostile-upstreams';
import { storyOf, type Story } from './story';

/** The key that must appear nowhere but in the requests to the model. */
export const HOSTILE_KEY = 'sk-hostile-canary';

/** Long enough for a busy machine to begin, short enough to wait for what never comes. */
const TIMEOUTS = { connectMs: 2_000, firstByteMs: 3_000, idleMs: 3_000, totalMs: 6_000 };
const MAX_OUTPUT_TOKENS = 500;
const SIGNUP_TOKENS = 1_000_000;
/** What is measured is what is kept, not the garbage that may lie about until it is collected. */
const LITTLE_GARBAGE = '--max-semi-space-size=16';
const BYSTANDER = 'bystander';
const BYSTANDER_PAUSE_MS = 50;
const LONG = 'long';
/** A question that does not fit into one packet. */
const LONG_QUESTION = 'Is this long? '.repeat(1_500);
const ORDINARY: readonly (readonly [string, ModelScript])[] = [
  [BYSTANDER, MODEL_SCRIPTS.normal],
  [LONG, answering({ deltas: Array.from({ length: 400 }, (_, n) => `w${n % 10} `) })],
];

/** What became of one question. */
export interface Asked {
  readonly story: Story;
  readonly events: readonly ReceivedEvent[];
  readonly maxTokens: number;
}

/** A server whose models are hostile upstreams, and what happened when all were asked. */
export class HostileRun {
  readonly asked = new Map<string, Asked>();
  /** The chats of somebody else meanwhile, with their duration. */
  readonly bystander: { readonly story: Story; readonly ms: number }[] = [];
  private readonly scripts: ReadonlyMap<string, ModelScript | undefined>;

  private constructor(
    readonly host: ChatHost,
    readonly elsewhere: Elsewhere,
    private readonly table: readonly Upstream[],
  ) {
    this.scripts = new Map([...ORDINARY, ...table.map(({ id, script }) => [id, script] as const)]);
    host.model.script((call) => this.answer(call));
  }

  /** Each upstream is a model of its own, so that no failure rests another. */
  static async open(engine: Engine, table: readonly Upstream[]): Promise<HostileRun> {
    const elsewhere = await startElsewhere();
    const common = { maxOutputTokens: MAX_OUTPUT_TOKENS, timeouts: TIMEOUTS };
    const all = [...ORDINARY.map(([id]): Upstream => ({ id, end: 'any' })), ...table];
    const models = all.map(({ id, place }): ModelSetting => {
      const baseUrl = place && elsewhere.urls[place];
      return { ...common, id, apiKeyEnv: 'HOSTILE_KEY', ...(baseUrl && { baseUrl }) };
    });
    const env = {
      HOSTILE_KEY,
      SIGNUP_TOKENS: String(SIGNUP_TOKENS),
      MAX_STREAMS_PER_USER: '1000',
      NODE_OPTIONS: LITTLE_GARBAGE,
    };
    return new HostileRun(await ChatHost.open(engine, env, models), elsewhere, table);
  }

  async close(): Promise<void> {
    await this.host.close();
    await this.elsewhere.stop();
  }

  /** Ordinary answers, until the server has the memory that work needs. */
  async warmUp(): Promise<void> {
    const person = await this.host.newPerson();
    const say = () => person.say('Hello', { model: LONG });
    for (let turn = 0; turn < 8; turn += 1) await Promise.all(Array.from({ length: 20 }, say));
  }

  /** Asks one, and gives the bytes by which the memory grew at the most. */
  async growth(model: string): Promise<number> {
    const person = await this.host.newPerson();
    const before = await this.host.residentBytes();
    let most = before;
    const watch = setInterval(() => {
      void this.host.residentBytes().then((bytes) => (most = Math.max(most, bytes)));
    }, 5);
    await person.say('Hello', { model });
    clearInterval(watch);
    return Math.max(most, await this.host.residentBytes()) - before;
  }

  /** Asks all of them at once, while somebody else chats. Gives the balance that is left. */
  async askAll() {
    const [person, other] = await Promise.all([this.host.newPerson(), this.host.newPerson()]);
    const ended = new AbortController();
    const chatting = (async () => {
      while (!ended.signal.aborted) {
        const start = performance.now();
        const { events } = await other.say('Hello', { model: BYSTANDER });
        this.bystander.push({ story: storyOf(events), ms: performance.now() - start });
        await delay(BYSTANDER_PAUSE_MS);
      }
    })();
    const all = this.table.map(async ({ id: model, place }) => {
      const message = place === 'hasty' ? LONG_QUESTION : 'Hello';
      const { maxTokens } = await person.quote(message, { model });
      const { events } = await person.say(message, { model });
      this.asked.set(model, { story: storyOf(events), events, maxTokens });
    });
    await Promise.all(all);
    ended.abort();
    await chatting;
    return person.balance();
  }

  /** What the balance must be when every answer cost what was said. */
  get balanceLeft(): number {
    const charges = [...this.asked.values()].map(({ story }) => story.charged);
    return charges.reduce((left, charged) => left - charged, SIGNUP_TOKENS);
  }

  private answer(call: ModelCall): void | Promise<void> {
    const { model } = call.request.body as { readonly model: string };
    const script = this.scripts.get(model);
    if (script) return script(call);
    call.status(302, '', { location: `${this.elsewhere.trap.url}/chat/completions` });
  }
}
