import { inject, Service } from '@angular/core';
import { filter } from 'rxjs';
import { ACTION_MESSAGES } from '../shared/action-messages.ts';
import { AppWorker } from './app-worker.ts';
import { Toasts } from './toasts.ts';

const UNTIL_ANSWERED = 0;

/** A new version is offered, never forced: somebody may be writing. */
@Service()
export class AppUpdate {
  private readonly updates = inject(AppWorker).updates;
  private readonly toasts = inject(Toasts);

  start(): void {
    if (!this.updates.isEnabled) return;
    this.updates.versionUpdates
      .pipe(filter(({ type }) => type === 'VERSION_READY'))
      .subscribe(
        () =>
          void this.toasts.invite(
            ACTION_MESSAGES.updateReady,
            ACTION_MESSAGES.reload,
            () => location.reload(),
            UNTIL_ANSWERED,
          ),
      );
    // The old version's lazy files may be gone from the server.
    this.updates.unrecoverable.subscribe(() => location.reload());
  }
}
