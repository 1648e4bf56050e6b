import {
  HttpContext,
  HttpContextToken,
  HttpResponse,
  type HttpInterceptorFn,
} from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, map, tap, throwError } from 'rxjs';
import { Failure } from '../http/failure';
import { OfflineCopies } from './offline-copies';

const KEPT = new HttpContextToken(() => false);

/** For a request whose answer may be shown from an earlier time while the server cannot be asked. */
export const keptForOffline = (): HttpContext => new HttpContext().set(KEPT, true);

/** Keeps the answers of such requests, and gives what was kept where no answer comes. */
export const offlineCopiesInterceptor: HttpInterceptorFn = (request, next) => {
  if (!request.context.get(KEPT)) return next(request);
  const copies = inject(OfflineCopies);
  const owner = copies.owner();
  const url = request.urlWithParams;
  return next(request).pipe(
    tap((event) => {
      if (event instanceof HttpResponse) void copies.keep(owner, url, event.body);
    }),
    catchError((error: unknown) => {
      if (!isOutOfReach(error)) return throwError(() => error);
      return from(copies.recall(url)).pipe(
        map((body) => {
          if (body === null) throw error;
          return new HttpResponse({ url, body });
        }),
      );
    }),
  );
};

function isOutOfReach(error: unknown): boolean {
  return error instanceof Failure && (error.code === 'offline' || error.code === 'unreachable');
}
