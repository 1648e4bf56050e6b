import { Service } from '@angular/core';

/** `localStorage` that never throws: where the browser forbids it, nothing outlives the page. */
@Service()
export class BrowserStorage {
  private readonly fallback = new Map<string, string>();

  read(key: string): string | null {
    return this.attempt(() => localStorage.getItem(key)) ?? this.fallback.get(key) ?? null;
  }

  write(key: string, value: string): void {
    const written = this.attempt(() => {
      localStorage.setItem(key, value);
      return true;
    });
    if (written) {
      this.fallback.delete(key);
      return;
    }
    // The older value would be read in place of this one.
    this.remove(key);
    this.fallback.set(key, value);
  }

  remove(key: string): void {
    this.fallback.delete(key);
    this.attempt(() => localStorage.removeItem(key));
  }

  /** Removes every key that begins with `prefix`. */
  removeAll(prefix: string): void {
    const stored = this.attempt(() => Object.keys(localStorage)) ?? [];
    for (const key of [...stored, ...this.fallback.keys()]) {
      if (key.startsWith(prefix)) this.remove(key);
    }
  }

  /** Quota, privacy settings and sandboxes make any of these calls throw. */
  private attempt<T>(call: () => T): T | null {
    try {
      return call();
    } catch {
      return null;
    }
  }
}
