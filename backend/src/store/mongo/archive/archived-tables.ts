import {
  KEYS_AT_ONCE,
  type ArchivedKeys,
  type ArchivedUser,
  type ArchiveTable,
} from '../../../domain/archive/archive.ts';
import type { AuditRecord } from '../../../domain/audit/audit-store.ts';
import type { StoredInvitation } from '../../../domain/invitations/invitation-store.ts';
import type { StoredReset } from '../../../domain/passwords/reset-store.ts';
import type { RoomLock } from '../../../domain/rooms/room-locks.ts';
import type { NameClaim } from '../../../domain/rooms/room-names.ts';
import type { StoredSession } from '../../../domain/sessions/session-store.ts';
import type { Models } from '../models.ts';
import { lockDocument, lockKey, lockOf } from '../rooms/mongo-room-locks.ts';
import { claimOf, nameDocument } from '../rooms/mongo-room-names.ts';
import { recordOf } from '../audit/mongo-audit-store.ts';
import { invitationOf } from '../accounts/mongo-invitation-store.ts';
import { sessionOf } from '../accounts/mongo-session-store.ts';
import { keysDocument } from '../accounts/keys-document.ts';
import { withPassword } from '../accounts/password-wraps.ts';
import { accountOf, userDocument } from '../accounts/user-document.ts';

const BY_KEY = { _id: 1 } as const;

/** Users with their blocks. */
export function archivedUsers({ users, blocks }: Models): ArchiveTable<ArchivedUser> {
  return {
    count: () => users.countDocuments({}).exec(),
    keyOf: ({ user }) => user.uid,
    page: async (after, limit) => {
      const found = await users
        .find({ _id: { $gt: after } })
        .sort(BY_KEY)
        .limit(limit)
        .lean();
      const blocked = await blocks.find({ uid: { $in: found.map(({ _id }) => _id) } }).lean();
      return found.map((document) => ({
        ...accountOf(document),
        ...(document.lastSeen !== undefined && { lastSeen: document.lastSeen }),
        blocked: blocked
          .filter(({ uid }) => uid === document._id)
          .map((block) => block.blocked)
          .sort(),
      }));
    },
    put: async (records) => {
      const uids = records.map(({ user }) => user.uid);
      await blocks.deleteMany({ uid: { $in: uids } });
      await blocks.insertMany(
        records.flatMap(({ user, blocked }) => blocked.map((other) => ({ uid: user.uid, blocked: other }))),
      );
      await users.deleteMany({ _id: { $in: uids } });
      await users.insertMany(records.map(userDocument));
    },
  };
}

export function archivedSessions({ sessions }: Models): ArchiveTable<StoredSession> {
  return {
    count: () => sessions.countDocuments({}).exec(),
    keyOf: ({ sid }) => sid,
    page: async (after, limit) => {
      const found = await sessions
        .find({ _id: { $gt: after } })
        .sort(BY_KEY)
        .limit(limit)
        .lean();
      return found.map(sessionOf);
    },
    put: async (records) => {
      await sessions.deleteMany({ _id: { $in: records.map(({ sid }) => sid) } });
      await sessions.insertMany(records.map(({ sid, ...session }) => ({ _id: sid, ...session })));
    },
  };
}

export function archivedResets({ resets }: Models): ArchiveTable<StoredReset> {
  return {
    count: () => resets.countDocuments({}).exec(),
    keyOf: ({ uid }) => uid,
    page: async (after, limit) => {
      const found = await resets
        .find({ _id: { $gt: after } })
        .sort(BY_KEY)
        .limit(limit)
        .lean();
      return found.map(({ _id, ...reset }) => ({ uid: _id, ...reset }));
    },
    put: async (records) => {
      await resets.deleteMany({ _id: { $in: records.map(({ uid }) => uid) } });
      await resets.insertMany(records.map(({ uid, ...reset }) => ({ _id: uid, ...reset })));
    },
  };
}

export function archivedInvitations({ invitations }: Models): ArchiveTable<StoredInvitation> {
  return {
    count: () => invitations.countDocuments({}).exec(),
    keyOf: ({ id }) => id,
    page: async (after, limit) => {
      const found = await invitations
        .find({ _id: { $gt: after } })
        .sort(BY_KEY)
        .limit(limit)
        .lean();
      return found.map(invitationOf);
    },
    put: async (records) => {
      await invitations.deleteMany({ _id: { $in: records.map(({ id }) => id) } });
      await invitations.insertMany(records.map(({ id, ...invitation }) => ({ _id: id, ...invitation })));
    },
  };
}

/** Keys of accounts, with the password's wrap that counts. */
export function archivedKeys({ keys, users }: Models): ArchiveTable<ArchivedKeys> {
  return {
    count: () => keys.countDocuments({}).exec(),
    keyOf: ({ uid }) => uid,
    page: async (after, limit) => {
      const found = await keys
        .find({ _id: { $gt: after } })
        .sort(BY_KEY)
        .limit(Math.min(limit, KEYS_AT_ONCE))
        .lean();
      const owners = await users
        .find({ _id: { $in: found.map(({ _id }) => _id) } }, { credential: 1 })
        .lean();
      const credentials = new Map(owners.map(({ _id, credential }) => [_id, credential]));
      return found.map((document) => ({
        uid: document._id,
        keyLog: document.entries,
        vault: withPassword(document, credentials.get(document._id)),
        former: document.former,
      }));
    },
    put: async (records) => {
      await keys.deleteMany({ _id: { $in: records.map(({ uid }) => uid) } });
      await keys.insertMany(records.map(keysDocument));
    },
  };
}

export function archivedRoomNames({ roomNames }: Models): ArchiveTable<NameClaim> {
  return {
    count: () => roomNames.countDocuments({}).exec(),
    keyOf: ({ folded }) => folded,
    page: async (after, limit) => {
      const found = await roomNames
        .find({ _id: { $gt: after } })
        .sort(BY_KEY)
        .limit(limit)
        .lean();
      return found.map(claimOf);
    },
    put: async (records) => {
      await roomNames.deleteMany({ _id: { $in: records.map(({ folded }) => folded) } });
      await roomNames.insertMany(records.map(nameDocument));
    },
  };
}

export function archivedRoomLocks({ roomLocks }: Models): ArchiveTable<RoomLock> {
  return {
    count: () => roomLocks.countDocuments({}).exec(),
    keyOf: lockKey,
    page: async (after, limit) => {
      const found = await roomLocks
        .find({ _id: { $gt: after } })
        .sort(BY_KEY)
        .limit(limit)
        .lean();
      return found.map(lockOf);
    },
    put: async (records) => {
      await roomLocks.deleteMany({ _id: { $in: records.map(lockKey) } });
      await roomLocks.insertMany(records.map(lockDocument));
    },
  };
}

export function archivedAudit({ audit }: Models): ArchiveTable<AuditRecord> {
  return {
    count: () => audit.countDocuments({}).exec(),
    keyOf: ({ seq }) => String(seq),
    page: async (after, limit) => {
      const found = await audit
        .find({ _id: { $gt: Number(after) } })
        .sort(BY_KEY)
        .limit(limit)
        .lean();
      return found.map(recordOf);
    },
    put: async (records) => {
      await audit.deleteMany({ _id: { $in: records.map(({ seq }) => seq) } });
      await audit.insertMany(records.map(({ seq, ...event }) => ({ _id: seq, ...event })));
    },
  };
}
