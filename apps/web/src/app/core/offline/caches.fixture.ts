/** Caches as browsers have them, in memory, for every test of a file. */
export class PlayedCaches {
  readonly all = new Map<string, Map<string, Response>>();

  async open(name: string) {
    const entries = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, entries);
    return {
      match: async (address: string) => entries.get(address)?.clone(),
      put: async (address: string, response: Response) => void entries.set(address, response),
      delete: async (address: string) => entries.delete(address),
      keys: async () => [...entries.keys()],
    };
  }

  async keys(): Promise<string[]> {
    return [...this.all.keys()];
  }

  async delete(name: string): Promise<boolean> {
    return this.all.delete(name);
  }
}

/** Plays the caches of the browser. */
export function playCaches(): PlayedCaches {
  const played = new PlayedCaches();
  beforeEach(() => {
    played.all.clear();
    Object.defineProperty(globalThis, 'caches', { value: played, configurable: true });
  });
  afterEach(() => Reflect.deleteProperty(globalThis, 'caches'));
  return played;
}
