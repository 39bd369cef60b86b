import { SEALING } from '@parley/protocol';
import { first } from './0001-first.ts';
import { foldedSearch } from './0002-folded-search.ts';
import { useAndSignatures } from './0003-use-and-signatures.ts';
import { smallKeys } from './0004-small-keys.ts';
import { keys } from './0005-keys.ts';
import { epochs } from './0006-epochs.ts';
import { endSessions } from './0007-end-sessions.ts';
import { rooms } from './0008-rooms.ts';
import { search } from './0009-search.ts';
import { roomNames } from './0010-room-names.ts';
import { roomDirectory } from './0011-room-directory.ts';
import { roomOrder } from './0012-room-order.ts';
import { roomLocks } from './0013-room-locks.ts';
import { commandValues } from './0014-command-values.ts';
import { machines } from './0015-machines.ts';
import { hooks } from './0016-hooks.ts';
import { hookLines } from './0017-hook-lines.ts';
import { settings } from './0018-settings.ts';
import { auditIndexes } from './0019-audit-indexes.ts';
import { accounts } from './0020-accounts.ts';
import { reports } from './0021-reports.ts';
import type { Migration } from './migration.ts';

/** Every step from an empty database to the current schema, in order. Released steps never change. */
export const migrations: readonly Migration[] = [
  first,
  foldedSearch,
  useAndSignatures,
  smallKeys,
  keys,
  epochs,
  ...(SEALING ? [endSessions] : []),
  rooms,
  search,
  roomNames,
  roomDirectory,
  roomOrder,
  roomLocks,
  commandValues,
  machines,
  hooks,
  hookLines,
  settings,
  auditIndexes,
  accounts,
  reports,
];
