import { Service, signal } from '@angular/core';

/** Whether the browser believes to have a network. `false` is certain, `true` is a hope. */
@Service()
export class Connectivity {
  private readonly state = signal(navigator.onLine);

  readonly online = this.state.asReadonly();

  constructor() {
    window.addEventListener('online', () => this.state.set(true));
    window.addEventListener('offline', () => this.state.set(false));
  }
}
