import { APP_BASE_HREF } from '@angular/common';
import {
  type ApplicationConfig,
  inject,
  isDevMode,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
} from '@angular/core';
import { provideRouter, withComponentInputBinding, withInMemoryScrolling } from '@angular/router';
import { provideServiceWorker } from '@angular/service-worker';
import { routes } from './app.routes.ts';
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
    provideServiceWorker('/ngsw-worker.js', { enabled: !isDevMode() }),
    provideAppInitializer(() => {
      // Not awaited: the first paint shows what this browser knows already.
      void inject(Session).restore();
    }),
  ],
};
