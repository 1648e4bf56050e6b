import { signal } from '@angular/core';

/** Conversations with an answer that came while another one was shown. For as long as the page lives. */
export class Unread {
  private readonly ids = signal<ReadonlySet<string>>(new Set());
  private shown: string | null = null;

  has(id: string): boolean {
    return this.ids().has(id);
  }

  /** This conversation is what is shown from now on; `null` for none. */
  show(id: string | null): void {
    this.shown = id;
    if (id !== null && this.ids().has(id))
      this.ids.set(new Set([...this.ids()].filter((other) => other !== id)));
  }

  /** An answer is complete. */
  answered(id: string): void {
    if (id !== this.shown) this.ids.set(new Set([...this.ids(), id]));
  }
}
