import { InjectionToken } from '@angular/core';

/** Whether conversations are sealed. The server takes nothing sealed yet. */
export const SEALS = new InjectionToken<boolean>('Seals', { factory: () => false });
