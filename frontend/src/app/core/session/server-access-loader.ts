import { inject, InjectionToken, Injector } from '@angular/core';
import type { HttpTransport, PasswordKdf, SessionClient } from '@parley/client';
import { backgroundPart } from '../parts/parts.ts';

/** The lazily loaded code that talks to the server. */
export interface LoadedAccess {
  readonly http: HttpTransport;
  readonly session: SessionClient;
  readonly kdf: PasswordKdf;
}

/** Loads it once; specs provide a fake. Rejects if it cannot be fetched, and may be called again. */
export const SERVER_ACCESS = new InjectionToken<() => Promise<LoadedAccess>>('ServerAccess', {
  factory: () => {
    const injector = inject(Injector);
    return async () => {
      const { ServerAccess } = await backgroundPart(() => import('./later/server-access.ts'));
      return injector.get(ServerAccess);
    };
  },
});
