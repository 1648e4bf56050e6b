import {
  HttpErrorResponse,
  type HttpEvent,
  type HttpHandlerFn,
  type HttpInterceptorFn,
  type HttpRequest,
} from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, throwError, type Observable } from 'rxjs';
import { TokenRenewal } from './token-renewal';

/** These make a session; they neither need nor wait for one. */
const OPEN = ['/api/auth/login', '/api/auth/register'];

/**
 * Sends the bearer token with every call of our API, renewed first when it is about to expire. A 401
 * renews once; what can be repeated without harm is repeated, a POST never.
 */
export const tokenInterceptor: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith('/api/') || OPEN.includes(request.url)) return next(request);
  const renewal = inject(TokenRenewal);
  return from(renewal.fresh()).pipe(
    switchMap((token) => {
      if (token === null) return next(request);
      return next(bearing(request, token)).pipe(
        catchError((error: unknown) =>
          isUnauthorized(error)
            ? renewAndRepeat(renewal, token, request, next, error)
            : throwError(() => error),
        ),
      );
    }),
  );
};

function renewAndRepeat(
  renewal: TokenRenewal,
  stale: string,
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
  error: unknown,
): Observable<HttpEvent<unknown>> {
  return from(renewal.renew(stale)).pipe(
    switchMap((outcome) =>
      outcome === 'renewed' && request.method !== 'POST'
        ? from(renewal.fresh()).pipe(switchMap((token) => next(bearing(request, token ?? stale))))
        : throwError(() => error),
    ),
  );
}

function bearing(request: HttpRequest<unknown>, token: string): HttpRequest<unknown> {
  return request.clone({ setHeaders: { authorization: `Bearer ${token}` } });
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof HttpErrorResponse && error.status === 401;
}
