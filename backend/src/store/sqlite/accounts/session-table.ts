import type Database from 'better-sqlite3';
import type { Uuid } from '@parley/protocol';
import type { SessionEnd } from '../../../domain/sessions/session-store.ts';

/** Ends sessions inside a commit, in one step with what ends them. */
export class SessionTable {
  readonly #others: Database.Statement<[Uuid, Uuid], Uuid>;
  readonly #ofDevice: Database.Statement<[Uuid, Uuid], Uuid>;

  constructor(db: Database.Database) {
    this.#others = db.prepare<[Uuid, Uuid], Uuid>(
      'DELETE FROM sessions WHERE uid = ? AND sid <> ? RETURNING sid',
    );
    this.#ofDevice = db.prepare<[Uuid, Uuid], Uuid>(
      "DELETE FROM sessions WHERE uid = ? AND device ->> 'id' = ? RETURNING sid",
    );
    for (const statement of [this.#others, this.#ofDevice]) statement.pluck();
  }

  /** @returns the ended ones */
  end(uid: Uuid, which: SessionEnd): readonly Uuid[] {
    switch (which.kind) {
      case 'none':
        return [];
      case 'others':
        return this.#others.all(uid, which.except ?? '');
      case 'ofDevice':
        return this.#ofDevice.all(uid, which.device);
    }
  }
}
