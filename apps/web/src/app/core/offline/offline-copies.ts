import { Service, effect, inject, signal, untracked } from '@angular/core';
import { Session } from '../session/session';
import { USER_KEYS } from '../storage/user-keys';

/** So many answers are kept, those that were read last. */
const COPIES_MAX = 30;

/**
 * Answers of the API that a person may read again without a network. They are kept by this browser
 * for who is signed in, and forgotten as soon as that is somebody else, or nobody.
 */
@Service()
export class OfflineCopies {
  private readonly session = inject(Session);

  /** Whether something on the screen was kept earlier, because the server could not be asked. */
  readonly shown = signal(false);

  /** Not in old browsers, and not without https. */
  readonly available = 'caches' in globalThis;

  /** Whose copies these are; `''` when nobody is signed in. */
  readonly owner = this.session.userId;

  start(): void {
    effect(() => {
      const owner = this.owner();
      if (this.available) untracked(() => void quietly(() => forgetAllBut(owner)));
    });
  }

  /** Keeps an answer for `owner`, who asked for it and may have left meanwhile. */
  async keep(owner: string, address: string, body: unknown): Promise<void> {
    if (owner === '' || owner !== this.owner()) return;
    await quietly(async () => {
      const cache = await caches.open(nameOf(owner));
      // Removed first, so that the order of the keys is that in which they were read.
      await cache.delete(address);
      await cache.put(address, Response.json(body));
      const addresses = await cache.keys();
      const oldest = addresses.slice(0, -COPIES_MAX);
      await Promise.all(oldest.map((request) => cache.delete(request)));
      if (owner !== this.owner()) await caches.delete(nameOf(owner));
    });
  }

  /** What was kept of an address; `null` when that is nothing. */
  async recall(address: string): Promise<unknown> {
    const copy = await quietly(async () => {
      const cache = await caches.open(nameOf(this.owner()));
      const response = await cache.match(address);
      return (await response?.json()) as unknown;
    });
    if (copy !== undefined) this.shown.set(true);
    return copy ?? null;
  }

  /** Forgets one answer: what it tells of has been deleted. */
  async forget(address: string): Promise<void> {
    await quietly(async () => {
      const cache = await caches.open(nameOf(this.owner()));
      await cache.delete(address);
    });
  }
}

function nameOf(owner: string): string {
  return `${USER_KEYS}${owner}`;
}

async function forgetAllBut(owner: string): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(USER_KEYS));
  const others = names.filter((name) => owner === '' || name !== nameOf(owner));
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** Copies are a help. Where the browser has no room or no caches, there are none. */
function quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
  return work().catch(() => undefined);
}
