import { inject, InjectionToken } from '@angular/core';
import type { SessionClient } from '@parley/client';
import { createSessionClient, createWorkerKdf } from '@parley/client/session';
import { HttpClientTransport } from './http-client-transport.ts';
import { ThisDevice } from './this-device.ts';

/** The SDK's session; another one stands here in specs. */
export const SESSION_CLIENT = new InjectionToken<SessionClient>('SessionClient', {
  factory: () => {
    const device = inject(ThisDevice);
    return createSessionClient({
      http: inject(HttpClientTransport),
      origin: location.origin,
      kdf: createWorkerKdf(),
      device: () => device.read(),
    });
  },
});
