import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { catchError, throwError } from 'rxjs';
import { failureOf, type Failure } from './failure';
import { failureOfAnswer } from './problem';

/** Every error of `HttpClient` reaches its caller as a `Failure`. */
export const failureInterceptor: HttpInterceptorFn = (request, next) =>
  next(request).pipe(catchError((error: unknown) => throwError(() => toFailure(error))));

function toFailure(error: unknown): Failure {
  if (!(error instanceof HttpErrorResponse)) return failureOf(error);
  if (error.status === 0) return failureOf(new TypeError(error.message));
  return failureOfAnswer(error.status, error.error, error.headers.get('retry-after'));
}
