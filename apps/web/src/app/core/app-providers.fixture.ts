import { provideHttpClient, withInterceptors, withNoXsrfProtection } from '@angular/common/http';
import type { EnvironmentProviders } from '@angular/core';
import { provideRouter, withComponentInputBinding, type Routes } from '@angular/router';
import { failureInterceptor } from './http/failure-interceptor';
import { offlineCopiesInterceptor } from './offline/offline-copies-interceptor';
import { jwtOf } from './session/jwt.fixture';
import { tokenInterceptor } from './session/token-interceptor';

/** HTTP as the application has it. */
export function httpProviders(): EnvironmentProviders {
  return provideHttpClient(
    withInterceptors([offlineCopiesInterceptor, failureInterceptor, tokenInterceptor]),
    withNoXsrfProtection(),
  );
}

/** What pages need of the application around them. */
export function appProviders(routes: Routes = []): EnvironmentProviders[] {
  return [httpProviders(), provideRouter(routes, withComponentInputBinding())];
}

/** Somebody is signed in when the page opens. Returns their token. */
export function signedInAs(userId: string): string {
  const token = jwtOf(userId);
  localStorage.setItem('token', token);
  return token;
}
