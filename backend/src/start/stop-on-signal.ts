import type { Logger } from '../logging/logger.ts';

interface Stoppable {
  stop(): Promise<unknown>;
}

interface StopOptions {
  /** ms; work not finished by then is dropped. */
  readonly timeout: number;
  readonly logger: Logger;
}

/** Stops the server in an orderly way on a signal: exit code 0, or 1 if that took too long. */
export function stopOnSignal(app: Stoppable, { timeout, logger }: StopOptions): void {
  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) return;
    isStopping = true;
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
  // A terminal signals all of its processes, and npm passes the signal on as well: the second one must not kill.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
}
