import { APP_BASE_HREF } from '@angular/common';
import {
  type ApplicationConfig,
  ErrorHandler,
  inject,
  Injector,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
} from '@angular/core';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { routes } from './app.routes.ts';
import { withholdCompositionKeys } from './core/device/composition-keys.ts';
import { Session } from './core/session/session.ts';
import { PartErrors } from './core/parts/part-errors.ts';
import { backgroundPart } from './core/parts/parts.ts';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    { provide: ErrorHandler, useClass: PartErrors },
    // In place of a <base> element, which the Content-Security-Policy forbids.
    { provide: APP_BASE_HREF, useValue: '/' },
    provideRouter(routes, withComponentInputBinding()),
    provideAppInitializer(() => {
      withholdCompositionKeys(window);
      // Not awaited: the first paint shows what this browser knows already.
      void inject(Session).restore();
      const injector = inject(Injector);
      void backgroundPart(() => import('./core/device/later/declined-files.ts')).then(({ DeclinedFiles }) =>
        injector.get(DeclinedFiles),
      );
      void backgroundPart(() => import('./core/parts/later/app-worker.ts')).then(({ AppWorker }) =>
        injector.get(AppWorker),
      );
    }),
  ],
};
