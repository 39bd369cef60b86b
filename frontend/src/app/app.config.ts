import { APP_BASE_HREF } from '@angular/common';
import { provideHttpClient, withInterceptors, withXsrfConfiguration } from '@angular/common/http';
import {
  type ApplicationConfig,
  inject,
  isDevMode,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
} from '@angular/core';
import { provideRouter, withComponentInputBinding, withInMemoryScrolling } from '@angular/router';
import { provideServiceWorker } from '@angular/service-worker';
import { XSRF_COOKIE, XSRF_HEADER } from '@parley/protocol';
import { routes } from './app.routes.ts';
import { authToken } from './core/auth-token.ts';
import { Session } from './core/session.ts';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    // In place of a <base> element, which the Content-Security-Policy forbids.
    { provide: APP_BASE_HREF, useValue: '/' },
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'disabled' }),
    ),
    provideHttpClient(
      withInterceptors([authToken]),
      withXsrfConfiguration({ cookieName: XSRF_COOKIE, headerName: XSRF_HEADER }),
    ),
    provideServiceWorker('/ngsw-worker.js', { enabled: !isDevMode() }),
    provideAppInitializer(() => {
      // Not awaited: the first paint shows what this browser knows already.
      void inject(Session).restore();
    }),
  ],
};
