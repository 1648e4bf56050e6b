/** One request of the client, as it left. */
export interface Asked {
  readonly line: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly signal: AbortSignal | null | undefined;
}

type Answering = (asked: Asked) => unknown;

/**
 * The API, played by the test in the place of `fetch`. It answers what it was told to (a value as
 * JSON, a `Response` as it is); a request that nobody expected fails the test.
 */
export class PlayedApi {
  readonly asked: Asked[] = [];
  readonly unexpected: string[] = [];
  private readonly answers = new Map<string, Answering>();

  /** `endpoint` is like `GET /api/models`, without the query. */
  on(endpoint: string, answer: unknown): this {
    const isFunction = typeof answer === 'function';
    this.answers.set(endpoint, isFunction ? (answer as Answering) : () => answer);
    return this;
  }

  /** Lets a request wait; the function that this returns answers it. */
  hold(endpoint: string): (answer: unknown) => void {
    let release: (answer: unknown) => void = () => undefined;
    const held = new Promise<unknown>((resolve) => {
      release = resolve;
    });
    this.on(endpoint, () => held);
    return release;
  }

  /** The network is down for this endpoint. */
  cut(endpoint: string): this {
    return this.on(endpoint, () => Promise.reject(new TypeError('fetch failed')));
  }

  /** Which requests were made, like `GET /api/usage?cursor=2`. */
  get lines(): string[] {
    return this.asked.map(({ line }) => line);
  }

  count(endpoint: string): number {
    return this.lines.filter((line) => line.split('?')[0] === endpoint).length;
  }

  last(endpoint: string): Asked | undefined {
    return this.asked.findLast(({ line }) => line.split('?')[0] === endpoint);
  }

  reset(): void {
    this.asked.length = 0;
    this.unexpected.length = 0;
    this.answers.clear();
  }

  readonly fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const line = `${init.method ?? 'GET'} ${url}`;
    const { headers, body, signal } = init;
    const asked = { line, headers: new Headers(headers), body: bodyOf(body), signal };
    this.asked.push(asked);
    const answering = this.answers.get(line.split('?')[0] ?? '');
    if (!answering) {
      this.unexpected.push(line);
      throw new TypeError(`nobody expected ${line}`);
    }
    return toResponse(await answering(asked));
  };
}

/** Plays the API for every test of a file. */
export function playApi(): PlayedApi {
  const api = new PlayedApi();
  const realFetch = globalThis.fetch;
  beforeEach(() => {
    localStorage.clear();
    history.replaceState(null, '');
    api.reset();
    globalThis.fetch = api.fetch as typeof fetch;
  });
  afterEach(() => {
    globalThis.fetch = realFetch;
    expect(api.unexpected).toEqual([]);
  });
  return api;
}

function bodyOf(body: unknown): unknown {
  return typeof body === 'string' ? JSON.parse(body) : null;
}

function toResponse(answer: unknown): Response {
  if (answer instanceof Response) return answer.bodyUsed ? answer : answer.clone();
  return new Response(JSON.stringify(answer ?? {}), {
    headers: { 'content-type': 'application/json' },
  });
}
