import { DOCUMENT, inject, Service } from '@angular/core';
import { filter } from 'rxjs';
import { ACTION_MESSAGES } from '../../../shared/later/action-messages.ts';
import { AppWorker } from './app-worker.ts';
import { Offers } from '../../overlays/offers.ts';

/** Offers a new version without forcing it: the user may be writing. */
@Service()
export class AppUpdate {
  private readonly worker = inject(AppWorker);
  private readonly updates = this.worker.updates;
  private readonly page = inject(DOCUMENT);
  private readonly offers = inject(Offers);

  start(): void {
    if (!this.updates.isEnabled) return;
    this.updates.versionUpdates.pipe(filter(({ type }) => type === 'VERSION_READY')).subscribe(() =>
      this.offers.make({
        text: ACTION_MESSAGES.updateReady,
        action: ACTION_MESSAGES.reload,
        accept: () => location.reload(),
      }),
    );
    // The old version's lazy files may be gone from the server.
    this.updates.unrecoverable.subscribe(() => location.reload());
  }

  /**
   * Reloads into the newest version. Without asking for it, the worker would answer with the one that it has. Where no
   * worker controls the page, Angular would wait for one forever.
   */
  async reload(): Promise<void> {
    try {
      if (this.worker.controlsPage) await this.updates.checkForUpdate();
    } finally {
      this.page.location.reload();
    }
  }
}
