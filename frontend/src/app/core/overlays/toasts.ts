import { Service } from '@angular/core';
import type { MatSnackBarConfig } from '@angular/material/snack-bar';
import { MESSAGES } from '../../shared/messages.ts';
import { problemOf } from '../../shared/forms/problem.ts';
import { injectPart, part } from '../parts/parts.ts';

const LONG_ENOUGH_TO_READ_MS = 6_000;
/** Placed above the composer, close to the action it reports. */
const ABOVE_COMPOSER: MatSnackBarConfig = { duration: LONG_ENOUGH_TO_READ_MS, panelClass: 'toast' };

/** Short notes, announced by screen readers. */
@Service()
export class Toasts {
  private readonly snackBar = injectPart(() =>
    part(() => import('@angular/material/snack-bar')).then(({ MatSnackBar }) => MatSnackBar),
  );

  async say(text: string): Promise<void> {
    const bar = await this.snackBar();
    bar.open(text, undefined, ABOVE_COMPOSER);
  }

  /** For actions that can be undone, instead of a confirmation before. */
  async offerUndo(text: string, undo: () => unknown): Promise<void> {
    await this.open(text, MESSAGES.undo, undo, ABOVE_COMPOSER);
  }

  /** Runs an action in the background and shows why it failed, if it fails. */
  async attempt(run: () => unknown): Promise<void> {
    try {
      await run();
    } catch (error) {
      await this.say(problemOf(error).text);
    }
  }

  private async open(text: string, action: string, run: () => unknown, config: MatSnackBarConfig) {
    const bar = await this.snackBar();
    bar
      .open(text, action, config)
      .onAction()
      .subscribe(() => void this.attempt(run));
  }
}
