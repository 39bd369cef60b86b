import { BackupSchedule } from '../domain/backups/backup-schedule.ts';
import type { Context } from '../domain/context.ts';
import type { AppParts } from './app-parts.ts';
import { Ticker } from './ticker.ts';

/** What makes backups by itself, if the environment asks for it. */
export function scheduledBackups(
  { config, logger }: Pick<AppParts, 'config' | 'logger'>,
  context: Pick<Context, 'audit' | 'clock' | 'backups'>,
): Ticker | undefined {
  if (config.backups === undefined || !context.backups.isOwn) return undefined;
  const failed = (error: unknown) =>
    logger.error({ err: error, folder: config.backupDir }, 'the backup was not made');
  const schedule = new BackupSchedule(context, { ...config.backups, failed });
  return new Ticker(() => schedule.tick(), failed);
}
