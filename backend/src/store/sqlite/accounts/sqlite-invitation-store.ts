import type Database from 'better-sqlite3';
import type { Uuid } from '@parley/protocol';
import type { InvitationStore, StoredInvitation } from '../../../domain/invitations/invitation-store.ts';
import type { GroupCommit } from '../group-commit.ts';
import { INVITATION_COLUMNS, invitationOf, invitationRow, type InvitationRow } from './invitation-row.ts';
import { reading } from '../store-error.ts';

export class SqliteInvitationStore implements InvitationStore {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#sql = {
      insert: db.prepare<[InvitationRow]>(
        'INSERT INTO invitations VALUES (:id, :secretHash, :admin, :createdAt, :expiresAt, :createdBy, :usedBy, :label, :usedAt)',
      ),
      bySecret: db.prepare<[string], InvitationRow>(
        `SELECT ${INVITATION_COLUMNS} FROM invitations WHERE secret_hash = ?`,
      ),
      createdBy: db.prepare<[Uuid], InvitationRow>(
        `SELECT ${INVITATION_COLUMNS} FROM invitations WHERE created_by = ? ORDER BY created_at DESC`,
      ),
      // All are behind one that does not exist.
      page: db.prepare<[{ after: Uuid | null; limit: number }], InvitationRow>(
        `SELECT ${INVITATION_COLUMNS} FROM invitations
         WHERE :after IS NULL OR NOT EXISTS (SELECT 1 FROM invitations WHERE id = :after)
           OR (created_at, id) < (SELECT created_at, id FROM invitations WHERE id = :after)
         ORDER BY created_at DESC, id DESC LIMIT :limit`,
      ),
      revokeAny: db.prepare<[Uuid], InvitationRow>(
        `DELETE FROM invitations WHERE id = ? AND used_by IS NULL RETURNING ${INVITATION_COLUMNS}`,
      ),
      open: db
        .prepare<[Uuid, number], number>(
          'SELECT count(*) FROM invitations WHERE created_by = ? AND used_by IS NULL AND expires_at > ?',
        )
        .pluck(),
      revoke: db.prepare<[Uuid, Uuid]>(
        'DELETE FROM invitations WHERE created_by = ? AND id = ? AND used_by IS NULL',
      ),
      revokeOpen: db.prepare<[Uuid]>('DELETE FROM invitations WHERE created_by = ? AND used_by IS NULL'),
      forget: db.prepare<[Uuid, Uuid]>('DELETE FROM invitations WHERE created_by = ? OR used_by = ?'),
      revokeOperators: db.prepare<[]>(
        'DELETE FROM invitations WHERE created_by IS NULL AND admin = 1 AND used_by IS NULL',
      ),
    };
  }

  create(invitation: StoredInvitation): Promise<void> {
    return this.#commits.write(() => void this.#sql.insert.run(invitationRow(invitation)));
  }

  async bySecret(secretHash: string): Promise<StoredInvitation | undefined> {
    return reading(() => {
      const row = this.#sql.bySecret.get(secretHash);
      return row && invitationOf(row);
    });
  }

  async createdBy(uid: Uuid): Promise<readonly StoredInvitation[]> {
    return reading(() => this.#sql.createdBy.all(uid).map(invitationOf));
  }

  async page(after: Uuid | undefined, limit: number): Promise<readonly StoredInvitation[]> {
    return reading(() => this.#sql.page.all({ after: after ?? null, limit }).map(invitationOf));
  }

  revokeAny(id: Uuid): Promise<StoredInvitation | undefined> {
    return this.#commits.write(() => {
      const row = this.#sql.revokeAny.get(id);
      return row && invitationOf(row);
    });
  }

  async openOf(uid: Uuid, now: number): Promise<number> {
    return reading(() => this.#sql.open.get(uid, now) ?? 0);
  }

  revoke(uid: Uuid, id: Uuid): Promise<boolean> {
    return this.#commits.write(() => this.#sql.revoke.run(uid, id).changes === 1);
  }

  revokeOpen(uid: Uuid): Promise<void> {
    return this.#commits.write(() => void this.#sql.revokeOpen.run(uid));
  }

  forget(uid: Uuid): Promise<void> {
    return this.#commits.write(() => void this.#sql.forget.run(uid, uid));
  }

  revokeOperators(): Promise<void> {
    return this.#commits.write(() => void this.#sql.revokeOperators.run());
  }
}
