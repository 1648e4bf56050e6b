/** The screen, played by the test: which media queries hold, and when an element was resized. */
export class PlayedScreen {
  private readonly holding = new Set<string>();
  private readonly lists = new Set<PlayedList>();
  private readonly observers = new Set<() => void>();

  /** From now on this query holds, or does not. */
  set(query: string, holds: boolean): void {
    if (holds) this.holding.add(query);
    else this.holding.delete(query);
    for (const list of this.lists)
      if (list.media === query) list.dispatchEvent(new Event('change'));
  }

  /** All that is observed has changed its size. */
  resize(): void {
    for (const notify of this.observers) notify();
  }

  install(): void {
    this.holding.clear();
    const { holding, lists, observers } = this;
    const define = (name: string, value: unknown) =>
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    define('matchMedia', (media: string) => {
      const list = new PlayedList(media, () => holding.has(media));
      lists.add(list);
      return list;
    });
    define(
      'ResizeObserver',
      class {
        constructor(private readonly notify: () => void) {}
        observe(): void {
          observers.add(this.notify);
        }
        unobserve(): void {
          observers.delete(this.notify);
        }
        disconnect(): void {
          observers.delete(this.notify);
        }
      },
    );
  }
}

class PlayedList extends EventTarget {
  constructor(
    readonly media: string,
    private readonly holds: () => boolean,
  ) {
    super();
  }

  get matches(): boolean {
    return this.holds();
  }

  /** The old names, which the component library still uses. */
  addListener(listener: (event: Event) => void): void {
    this.addEventListener('change', listener);
  }

  removeListener(listener: (event: Event) => void): void {
    this.removeEventListener('change', listener);
  }
}

/** Plays the screen for every test of a file: a wide one with a mouse, unless it says otherwise. */
export function playScreen(): PlayedScreen {
  const screen = new PlayedScreen();
  beforeEach(() => {
    screen.install();
    screen.set('(min-width: 64rem)', true);
  });
  return screen;
}
