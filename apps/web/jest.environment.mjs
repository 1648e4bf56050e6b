// A page in jsdom, with what browsers have and jsdom lacks: fetch with its streams, and
// locks between tabs, taken from Node.
import jsdomEnvironment from 'jest-preset-angular/environments/jest-jsdom-env.js';

const FROM_NODE = [
  'AbortController',
  'AbortSignal',
  'Headers',
  'ReadableStream',
  'Request',
  'Response',
  'TextDecoder',
  'TextEncoder',
  'Uint8Array',
  'fetch',
];

export default class WebEnvironment extends jsdomEnvironment.default {
  async setup() {
    await super.setup();
    for (const name of FROM_NODE) this.global[name] = globalThis[name];
    const { locks } = navigator;
    Object.defineProperty(this.global.navigator, 'locks', { value: locks, configurable: true });
  }
}
