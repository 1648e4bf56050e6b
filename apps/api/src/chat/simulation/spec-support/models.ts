import type { ModelBackend, ModelEvent, ModelRequest, TokenUsage } from '@prome-dify/llm';
import type { Model } from '../../../models';
import type { Chance } from './chance';
import type { ServerProcess } from './server-process';

/** One call of a model: it says what it is told to, and remembers what was heard. */
export class Speech {
  /** All text that was heard. */
  text = '';
  /** The last figures that were heard. */
  usage: TokenUsage | undefined;
  /** Figures that were told after the end, in their order. */
  readonly late: TokenUsage[] = [];
  isOver = false;
  private readonly waiting: (readonly ModelEvent[])[] = [];
  private wake: (() => void) | undefined;

  constructor(
    readonly server: ServerProcess,
    readonly request: ModelRequest,
    private readonly signal: AbortSignal,
  ) {}

  /** Whether the answer that it belongs to can still hear it. */
  get isHeard(): boolean {
    return this.server.isAlive && !this.isOver && !this.signal.aborted;
  }

  /** Says one packet of events. */
  say(events: readonly ModelEvent[]): void {
    this.waiting.push(events);
    this.wake?.();
  }

  /** The connection ends without an end. */
  hangUp(): void {
    this.isOver = true;
    this.wake?.();
  }

  /** Tells figures after the end, once at the most, as a back end does after an abort. */
  sayLate(usage: TokenUsage): void {
    this.late.push(usage);
    this.request.onLateUsage?.(usage);
  }

  async *events(): AsyncGenerator<readonly ModelEvent[]> {
    this.signal.addEventListener('abort', () => this.wake?.());
    while (!this.signal.aborted) {
      const events = this.waiting.shift();
      if (events) {
        for (const event of events) this.hear(event);
        yield events;
      }
      if (this.isOver && this.waiting.length === 0) return;
      if (this.waiting.length === 0) await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  private hear(event: ModelEvent): void {
    if (event.t === 'delta') this.text += event.text;
    if (event.t === 'usage') this.usage = event.usage;
    if (event.t === 'end' || event.t === 'error') this.isOver = true;
  }
}

/** The back end of all models of one process; `began` is told of every call. */
export class Speaker implements ModelBackend {
  constructor(
    private readonly server: ServerProcess,
    private readonly began: (speech: Speech) => void,
  ) {}

  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<readonly ModelEvent[]> {
    const speech = new Speech(this.server, request, signal);
    this.began(speech);
    return speech.events();
  }
}

const RATES = [0, 1, 250, 1000, 1000, 1750, 15_000];

/** The models of a history, without their back end: prices and lengths as chance has it. */
export function someModels(chance: Chance): readonly Omit<Model, 'backend'>[] {
  return ['a', 'b', 'c'].map((id) => ({
    id,
    label: `Model ${id}`,
    backendKind: 'demo',
    rates: {
      inputMilli: chance.pick(RATES),
      cachedMilli: chance.pick(RATES),
      outputMilli: chance.pick(RATES),
    },
    maxOutputTokens: chance.between(8, 120),
    contextTokens: 4_000,
  }));
}

const WORDS = ['yes ', 'no ', 'maybe ', 'grüezi ', '🦉 ', '漢字', '\n\n', 'the balance is ', '4'];
const ENDS = ['stop', 'stop', 'length', 'refusal'] as const;
const FAILURES = ['model_failed', 'model_unavailable', 'model_timeout'] as const;

/** What a model says next: a packet of one kind or another. */
export function someEvents(chance: Chance): readonly ModelEvent[] {
  const kind = chance.weigh([
    [50, 'words'],
    [8, 'flood'],
    [12, 'usage'],
    [22, 'end'],
    [8, 'error'],
  ] as const);
  const words = (): ModelEvent => ({ t: 'delta', text: someWords(chance, 6) });
  switch (kind) {
    case 'words':
      return [words()];
    case 'flood':
      return [{ t: 'delta', text: someWords(chance, 80) }];
    case 'usage':
      return [{ t: 'usage', usage: someUsage(chance) }];
    case 'end': {
      const usage = chance.happens(0.6) ? [{ t: 'usage', usage: someUsage(chance) } as const] : [];
      return [
        ...(chance.happens(0.5) ? [words()] : []),
        ...usage,
        { t: 'end', reason: chance.pick(ENDS) },
      ];
    }
    case 'error':
      return [{ t: 'error', code: chance.pick(FAILURES), message: 'The model failed' }];
  }
}

function someWords(chance: Chance, most: number): string {
  return Array.from({ length: chance.between(1, most) }, () => chance.pick(WORDS)).join('');
}

const NOTHING: TokenUsage = { inputUncached: 0, cacheRead: 0, cacheWrite: 0, output: 0 };
const HOSTILE: readonly TokenUsage[] = [
  NOTHING,
  { ...NOTHING, output: Number.MAX_SAFE_INTEGER },
  { ...NOTHING, inputUncached: Number.MAX_SAFE_INTEGER },
  { ...NOTHING, cacheRead: 1_000_000_000, output: 1 },
  { ...NOTHING, inputUncached: 50 },
];

/** Figures as a provider gives them; as often as `hostile` says, of a size that cannot be. */
export function someUsage(chance: Chance, hostile = 0.2): TokenUsage {
  if (chance.happens(hostile)) return chance.pick(HOSTILE);
  return {
    inputUncached: chance.between(0, 30),
    cacheRead: chance.between(0, 10),
    cacheWrite: chance.happens(0.2) ? chance.between(1, 10) : 0,
    output: chance.between(0, 60),
  };
}
