import { DestroyRef, Service, computed, inject, signal, type Signal } from '@angular/core';

/** Whether somebody is in the middle of something that loading the page anew would interrupt. */
@Service()
export class Occupation {
  private readonly reasons = signal<readonly Signal<boolean>[]>([]);

  readonly occupied = computed(() => this.reasons().some((reason) => reason()));

  /** Counts `reason` as long as whoever calls this is there. */
  watch(reason: Signal<boolean>): void {
    this.reasons.update((reasons) => [...reasons, reason]);
    inject(DestroyRef).onDestroy(() =>
      this.reasons.update((reasons) => reasons.filter((other) => other !== reason)),
    );
  }
}
