import { ErrorHandler, inject, Service } from '@angular/core';
import { Router } from '@angular/router';
import type { PasswordKdf } from '@parley/client';
import { createFetchTransport, createSessionClient, createWorkerKdf } from '@parley/client/session';
import { backgroundPart, part } from '../../parts/parts.ts';
import { showOutdated } from './show-outdated.ts';
import { ThisDevice } from './this-device.ts';

/** HTTP and the session: loaded in the background, while the page already shows local data. */
@Service()
export class ServerAccess {
  private readonly device = inject(ThisDevice);
  private readonly errors = inject(ErrorHandler);
  private readonly worker = createWorkerKdf();
  readonly kdf: PasswordKdf = { derive: (password, kdf) => part(() => this.worker.derive(password, kdf)) };
  readonly http = createFetchTransport(() => this.session.token());
  readonly session = createSessionClient({
    http: this.http,
    origin: location.origin,
    kdf: this.kdf,
    device: () => this.device.read(),
    keys: async (parts) => {
      const { createAccountKeys, IndexedDbKeys } = await backgroundPart(() => import('@parley/client/keys'));
      const report = (error: unknown) => this.errors.handleError(error);
      return createAccountKeys({ ...parts, keeper: new IndexedDbKeys(), report });
    },
    report: (error) => this.errors.handleError(error),
  });

  constructor() {
    showOutdated(this.session, inject(Router));
  }
}
