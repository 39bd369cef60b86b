import type { App } from './app.ts';
import type { Logger } from './logging/logger.ts';

interface StopOptions {
  /** ms; whatever is not done by then is given up. */
  readonly timeout: number;
  readonly logger: Logger;
}

/** Stops the server in good order when it is asked to end: exit code 0, or 1 where that took too long. */
export function stopOnSignal(app: App, { timeout, logger }: StopOptions): void {
  const stop = (signal: string) => {
    logger.info({ signal }, 'stopping');
    setTimeout(() => {
      logger.error('stopping took too long');
      process.exit(1);
    }, timeout).unref();
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
}
