import { preferredLanguage } from '../app/core/language/language-code';
import { sourceOf } from './source-of';

// Put in by tools/build-web.mjs: the paths of this version's files, those with the texts of another
// language apart, and a hash of all of them.
declare const FILES: readonly string[];
declare const DICTIONARIES: readonly string[];
declare const VERSION: string;
declare const self: ServiceWorkerGlobalScope;

/** The caches of the application, one for each version. What people keep here is not in them. */
const PREFIX = 'client-';
const CACHE = `${PREFIX}${VERSION}`;
/** Tabs of the version before go on until they are loaded again. */
const VERSIONS_KEPT = 2;

const files = new Set([...FILES, ...DICTIONARIES]);

self.addEventListener('install', (event) => event.waitUntil(keepFiles()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('message', ({ data }) => {
  if (data === 'activate') void self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const source = sourceOf(event.request, self.location.origin, files);
  if (source !== 'network') event.respondWith(answer(source === 'page' ? '/' : event.request));
});

/** All or nothing: a version that could not be kept whole is not installed. */
async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  const isEnglish = preferredLanguage(null, self.navigator.languages) === 'en';
  await cache.addAll(isEnglish ? FILES : [...files]);
}

async function takeOver(): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const old = ours.filter((name) => name !== CACHE).slice(0, -(VERSIONS_KEPT - 1));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Browsers may take a cache away; then the network has to do, and what it brings is kept. */
async function answer(request: Request | string): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}
