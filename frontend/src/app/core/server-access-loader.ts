import { inject, InjectionToken, Injector } from '@angular/core';
import type { HttpTransport, SessionClient } from '@parley/client';
import { partBeside } from './parts.ts';

/** What is loaded to talk to the server. */
export interface LoadedAccess {
  readonly http: HttpTransport;
  readonly session: SessionClient;
}

/** Loads it, once; another one stands here in specs. Rejects where the code cannot be fetched, and may be asked again. */
export const SERVER_ACCESS = new InjectionToken<() => Promise<LoadedAccess>>('ServerAccess', {
  factory: () => {
    const injector = inject(Injector);
    return async () => {
      const { ServerAccess } = await partBeside(() => import('./server-access.ts'));
      return injector.get(ServerAccess);
    };
  },
});
