import { InjectionToken } from '@angular/core';
import { SEALING } from '@parley/protocol';

/** Whether conversations are sealed; see `SEALING`. */
export const SEALS = new InjectionToken<boolean>('Seals', { factory: () => SEALING });
