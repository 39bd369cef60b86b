import { parseKeyLogEntry, type SessionInfo } from '@parley/protocol';
import type { OwnDevice } from '../../ports/keys/account-keys.ts';
import { isActive } from './in-key-log.ts';
import type { OwnAccount } from '../own-account.ts';

/** The devices of an account that are not revoked, as its key log and its sessions say. In the order in which they were added. */
export function ownDevices(
  { entries, followed }: OwnAccount,
  sessions: readonly SessionInfo[],
): readonly OwnDevice[] {
  return entries.flatMap((signed) => {
    const entry = parseKeyLogEntry(signed.entry);
    if (entry.kind !== 'deviceAdded' || !isActive(followed.log, entry.device)) return [];
    const own = sessions.filter((session) => session.device.id === entry.device);
    const newest = own.toSorted((a, b) => b.lastSeenAt - a.lastSeenAt)[0];
    return [
      {
        id: entry.device,
        addedAt: entry.time,
        current: own.some(({ current }) => current),
        ...(newest !== undefined && { name: newest.device.name, lastSeenAt: newest.lastSeenAt }),
      },
    ];
  });
}
