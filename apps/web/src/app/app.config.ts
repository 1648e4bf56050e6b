import { provideHttpClient, withInterceptors, withNoXsrfProtection } from '@angular/common/http';
import {
  type ApplicationConfig,
  inject,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  provideZonelessChangeDetection,
} from '@angular/core';
import {
  TitleStrategy,
  provideRouter,
  withComponentInputBinding,
  withNavigationErrorHandler,
  withPreloading,
} from '@angular/router';
import { routes } from './app.routes';
import { BalanceFeed } from './core/balance/balance-feed';
import { failureInterceptor } from './core/http/failure-interceptor';
import { OfflineCopies } from './core/offline/offline-copies';
import { offlineCopiesInterceptor } from './core/offline/offline-copies-interceptor';
import { AppTitle } from './core/routing/app-title';
import { recoverFromNavigationError } from './core/routing/navigation-error';
import { SignedInPreloading } from './core/routing/signed-in-preloading';
import { SessionWatch } from './core/session/session-watch';
import { tokenInterceptor } from './core/session/token-interceptor';
import { Updates } from './core/updates/updates';

/** What the whole application shares. Requests carry a bearer token, so no XSRF cookie is needed. */
export const appConfig: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    provideBrowserGlobalErrorListeners(),
    provideHttpClient(
      withInterceptors([offlineCopiesInterceptor, failureInterceptor, tokenInterceptor]),
      withNoXsrfProtection(),
    ),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withPreloading(SignedInPreloading),
      withNavigationErrorHandler(recoverFromNavigationError),
    ),
    { provide: TitleStrategy, useExisting: AppTitle },
    provideAppInitializer(() => {
      inject(SessionWatch).start();
      inject(BalanceFeed).start();
      inject(OfflineCopies).start();
      inject(Updates).start();
    }),
  ],
};
