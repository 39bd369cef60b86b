import { injectAsync, Service } from '@angular/core';
import { MESSAGES } from '../shared/messages.ts';

/** Above the field in which one writes. */
const PLACE = 'toast';
const LONG_ENOUGH_TO_READ_MS = 6_000;

/** Short notes at the bottom, read out by screen readers. */
@Service()
export class Toasts {
  private readonly snackBar = injectAsync(() =>
    import('@angular/material/snack-bar').then(({ MatSnackBar }) => MatSnackBar),
  );

  async say(text: string): Promise<void> {
    const bar = await this.snackBar();
    bar.open(text, undefined, { duration: LONG_ENOUGH_TO_READ_MS, panelClass: PLACE });
  }

  /** For what was done and can be taken back, instead of asking before. */
  async offerUndo(text: string, undo: () => unknown): Promise<void> {
    await this.offer(text, MESSAGES.undo, undo);
  }

  async offer(
    text: string,
    action: string,
    run: () => unknown,
    duration = LONG_ENOUGH_TO_READ_MS,
  ): Promise<void> {
    const bar = await this.snackBar();
    bar
      .open(text, action, { duration, panelClass: PLACE })
      .onAction()
      .subscribe(() => void run());
  }
}
