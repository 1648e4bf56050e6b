import type { UrlMatcher } from '@angular/router';

/**
 * `/chat` and `/chat/:id` as one route: a new conversation gets its address while its first answer
 * streams in, and the page must stay the same page.
 */
export const chatAddress: UrlMatcher = (segments) => {
  const [page, id] = segments;
  if (page?.path !== 'chat' || segments.length > 2) return null;
  return id ? { consumed: segments, posParams: { id } } : { consumed: segments };
};
