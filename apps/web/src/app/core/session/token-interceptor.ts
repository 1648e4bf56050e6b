import {
  HttpErrorResponse,
  type HttpEvent,
  type HttpHandlerFn,
  type HttpInterceptorFn,
  type HttpRequest,
} from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, throwError, type Observable } from 'rxjs';
import { failureOfAnswer } from '../http/problem';
import { TokenRenewal } from './token-renewal';
import { TokenSupply } from './token-supply';

/** These make a session; they neither need nor wait for one. */
const OPEN = ['/api/auth/login', '/api/auth/register'];

/** Who leaves is not asked for the password first. */
const LOGOUT = '/api/auth/logout';

/**
 * Sends the bearer token with every call of our API, renewed first when it is about to expire. A 401
 * renews once; what can be repeated without harm is repeated, a POST never.
 */
export const tokenInterceptor: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith('/api/') || OPEN.includes(request.url)) return next(request);
  const renewal = request.url === LOGOUT ? inject(TokenRenewal) : inject(TokenSupply);
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
  renewal: Pick<TokenRenewal, 'fresh' | 'renew'>,
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

/** A wrong password is a 401 as well, which no other token makes right. */
function isUnauthorized(error: unknown): boolean {
  if (!(error instanceof HttpErrorResponse) || error.status !== 401) return false;
  return failureOfAnswer(error.status, error.error, null).code === 'unauthorized';
}
