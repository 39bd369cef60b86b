import type { Context } from '../context.ts';
import type { Backup } from './backup-folder.ts';

const PAGE = 100;
const LOOKED_AT = 10_000;

/** Those of some backups, in their order, that this server's audit log says it has made: others may use the same folder. */
export async function ownBackups(
  { audit }: Pick<Context, 'audit'>,
  backups: readonly Backup[],
): Promise<readonly Backup[]> {
  if (backups.length === 0) return [];
  const wanted = new Set(backups.map(({ name }) => name));
  const oldest = Math.min(...backups.map(({ time }) => time));
  const own = new Set<string>();
  for (let before: number | undefined; ;) {
    // A backup is recorded after it was begun.
    const filter = { kind: 'backup_made', since: oldest } as const;
    const { records, next } = await audit.page({ ...filter, before, limit: PAGE, most: LOOKED_AT });
    for (const { details, uid } of records)
      if (uid === undefined && wanted.has(details?.name ?? '')) own.add(details?.name ?? '');
    if (next === undefined) break;
    before = next;
  }
  return backups.filter(({ name }) => own.has(name));
}
