import { ParleyError, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import type { Backup, BackupFolder } from './backup-folder.ts';
import type { BackupKind } from './backup-name.ts';

/** Who asks for a backup, and from where; nobody if the server makes it by itself. */
interface Asking {
  readonly uid?: Uuid;
  readonly address?: string;
}

/**
 * Makes a backup in the folder of backups, beside everything that the server does, and records it.
 * @throws ParleyError `E_NOT_FOUND` where the operator makes backups with a tool; `E_STORE_FULL` if there is not enough space: then
 *   nothing of it stays
 */
export async function makeBackup(
  context: Pick<Context, 'audit' | 'clock'> & { readonly backups: BackupFolder },
  asking: Asking = {},
  kind: BackupKind = 'asked',
): Promise<Backup> {
  const { backups, clock } = context;
  if (!backups.isOwn)
    throw new ParleyError('E_NOT_FOUND', {
      message:
        'This server keeps its data in MongoDB. Make a backup with “npm run backup”, or with the tools of MongoDB.',
    });
  const backup = await backups.make(clock(), kind);
  const { name, bytes } = backup;
  await record(context, { kind: 'backup_made', ...asking, details: { name, bytes: `${bytes}` } });
  return backup;
}
