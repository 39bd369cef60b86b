import { InjectionToken } from '@angular/core';
import type { SessionClient } from '@parley/client';

/** The SDK's session; another one stands here in specs. */
export const SESSION_CLIENT = new InjectionToken<SessionClient>('SessionClient');
