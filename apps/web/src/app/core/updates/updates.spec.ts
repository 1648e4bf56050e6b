import { DOCUMENT, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Occupation } from './occupation';
import { Updates } from './updates';
import { workerAddress } from './worker-address';

class PlayedWorker extends EventTarget {
  state = 'installing';
  readonly told: unknown[] = [];
  postMessage(message: unknown): void {
    this.told.push(message);
  }
  becomes(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class PlayedRegistration extends EventTarget {
  waiting: PlayedWorker | null = null;
  installing: PlayedWorker | null = null;
  update = () => Promise.resolve();
  finds(): PlayedWorker {
    this.installing = new PlayedWorker();
    this.dispatchEvent(new Event('updatefound'));
    return this.installing;
  }
}

class PlayedContainer extends EventTarget {
  controller: object | null = {};
  readonly asked: string[] = [];
  constructor(readonly registration: PlayedRegistration) {
    super();
  }
  async register(address: string): Promise<PlayedRegistration> {
    this.asked.push(address);
    return this.registration;
  }
}

let registration: PlayedRegistration;
let container: PlayedContainer;
let reloads = 0;

beforeEach(() => {
  reloads = 0;
  registration = new PlayedRegistration();
  container = new PlayedContainer(registration);
  Object.defineProperty(navigator, 'serviceWorker', { value: container, configurable: true });
});
afterEach(() => Reflect.deleteProperty(navigator, 'serviceWorker'));

async function open(isFirst = false): Promise<Updates> {
  if (isFirst) container.controller = null;
  const page = Object.assign(new EventTarget(), {
    readyState: 'complete',
    location: { reload: () => (reloads += 1) },
    querySelectorAll: () => [],
  });
  TestBed.configureTestingModule({ providers: [{ provide: DOCUMENT, useValue: page }] });
  const updates = TestBed.inject(Updates);
  updates.start('production');
  await new Promise((resolve) => setTimeout(resolve));
  return updates;
}

describe('a newer version', () => {
  it('is offered when it is there as a whole', async () => {
    const updates = await open();
    expect(container.asked).toEqual(['/worker.js']);
    const worker = registration.finds();
    expect(updates.offered()).toBe(false);
    worker.becomes('installed');
    expect(updates.offered()).toBe(true);
  });

  it('is not what the first visit brings', async () => {
    const updates = await open(true);
    registration.finds().becomes('installed');
    container.dispatchEvent(new Event('controllerchange'));
    expect(updates.offered()).toBe(false);
  });

  it('waits while somebody is in the middle of something', async () => {
    const updates = await open();
    const writing = signal(true);
    TestBed.runInInjectionContext(() => TestBed.inject(Occupation).watch(writing));
    registration.finds().becomes('installed');
    expect(updates.offered()).toBe(false);
    writing.set(false);
    expect(updates.offered()).toBe(true);
  });

  it('comes when it is wanted, and never by itself', async () => {
    const updates = await open();
    const worker = registration.finds();
    worker.becomes('installed');
    registration.waiting = worker;
    updates.reload();
    expect([worker.told, reloads]).toEqual([['activate'], 0]);
    container.dispatchEvent(new Event('controllerchange'));
    expect(reloads).toBe(1);
  });

  it('that another tab went over to is offered here, too', async () => {
    const updates = await open();
    container.dispatchEvent(new Event('controllerchange'));
    expect([updates.offered(), reloads]).toEqual([true, 0]);
    updates.reload();
    expect(reloads).toBe(1);
  });

  it('is not offered again when somebody said later', async () => {
    const updates = await open();
    registration.finds().becomes('installed');
    updates.dismiss();
    expect(updates.offered()).toBe(false);
  });
});

it('the address of the worker is the only one that its policy lets pass', () => {
  const passed: string[] = [];
  const createPolicy = (_: string, rules: { createScriptURL(address: string): string }) => ({
    createScriptURL: (address: string) => {
      passed.push(rules.createScriptURL(address), rules.createScriptURL('https://evil.test/x.js'));
      return passed[0];
    },
  });
  Object.defineProperty(globalThis, 'trustedTypes', {
    value: { createPolicy },
    configurable: true,
  });
  expect(workerAddress()).toBe('/worker.js');
  expect(passed).toEqual(['/worker.js', '/worker.js']);
  Reflect.deleteProperty(globalThis, 'trustedTypes');
});
