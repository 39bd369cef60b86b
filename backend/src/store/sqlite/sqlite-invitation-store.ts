import type Database from 'better-sqlite3';
import type { Uuid } from '@parley/protocol';
import type { InvitationStore, StoredInvitation } from '../../domain/invitations/invitation-store.ts';
import type { GroupCommit } from './group-commit.ts';
import { reading } from './store-error.ts';

interface InvitationRow {
  readonly id: string;
  readonly secretHash: string;
  readonly admin: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly createdBy: string | null;
  readonly usedBy: string | null;
}

export class SqliteInvitationStore implements InvitationStore {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#sql = {
      insert: db.prepare<[InvitationRow]>(
        'INSERT INTO invitations VALUES (:id, :secretHash, :admin, :createdAt, :expiresAt, :createdBy, :usedBy)',
      ),
      createdBy: db.prepare<[Uuid], InvitationRow>(
        `SELECT id, secret_hash AS secretHash, admin, created_at AS createdAt, expires_at AS expiresAt,
           created_by AS createdBy, used_by AS usedBy
         FROM invitations WHERE created_by = ? ORDER BY created_at DESC`,
      ),
      revoke: db.prepare<[Uuid, Uuid]>(
        'DELETE FROM invitations WHERE created_by = ? AND id = ? AND used_by IS NULL',
      ),
    };
  }

  create(invitation: StoredInvitation): Promise<void> {
    const { admin, createdBy = null, usedBy = null } = invitation;
    const row = { ...invitation, admin: Number(admin), createdBy, usedBy };
    return this.#commits.write(() => void this.#sql.insert.run(row));
  }

  async createdBy(uid: Uuid): Promise<readonly StoredInvitation[]> {
    return reading(() => this.#sql.createdBy.all(uid).map(invitationOf));
  }

  revoke(uid: Uuid, id: Uuid): Promise<boolean> {
    return this.#commits.write(() => this.#sql.revoke.run(uid, id).changes === 1);
  }
}

function invitationOf({ admin, createdBy, usedBy, ...row }: InvitationRow): StoredInvitation {
  return {
    ...row,
    admin: admin === 1,
    ...(createdBy !== null && { createdBy }),
    ...(usedBy !== null && { usedBy }),
  };
}
