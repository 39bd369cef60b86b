import type Database from 'better-sqlite3';
import {
  ParleyError,
  type Credential,
  type PasswordWrap,
  type SignedKeyLogEntry,
  type StoredVault,
  type Uuid,
} from '@parley/protocol';
import type { KeyLogWrite, KeyProgress, KeyStore, VaultWrite } from '../../../domain/keys/key-store.ts';
import type { GroupCommit } from '../group-commit.ts';
import { reading } from '../store-error.ts';
import { KeyTables } from './key-tables.ts';
import { SessionTable } from './session-table.ts';

export class SqliteKeyStore implements KeyStore {
  readonly #commits: GroupCommit;
  readonly #tables: KeyTables;
  readonly #sessions: SessionTable;
  readonly #setCredential: Database.Statement<[string, Uuid]>;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#tables = new KeyTables(db);
    this.#sessions = new SessionTable(db);
    this.#setCredential = db.prepare('UPDATE users SET credential = ? WHERE uid = ? AND deleted_at IS NULL');
  }

  async entries(uid: Uuid, after: number): Promise<readonly SignedKeyLogEntry[]> {
    return reading(() => this.#tables.entries(uid, after));
  }

  async progress(uid: Uuid): Promise<KeyProgress | undefined> {
    return reading(() => this.#tables.progress(uid));
  }

  async having(uids: readonly Uuid[]): Promise<ReadonlySet<Uuid>> {
    return reading(() => new Set(this.#tables.having(uids)));
  }

  async vault(uid: Uuid): Promise<StoredVault | undefined> {
    return reading(() => this.#tables.vault(uid));
  }

  async formerVaults(uid: Uuid): Promise<readonly StoredVault[]> {
    return reading(() => this.#tables.formerVaults(uid));
  }

  append(write: KeyLogWrite): Promise<readonly Uuid[]> {
    return this.#commits.write(() => {
      this.#tables.append(write);
      return this.#sessions.end(write.uid, write.ends);
    });
  }

  replaceVault(uid: Uuid, vault: VaultWrite): Promise<void> {
    return this.#commits.write(() => {
      if (vault.expected === 0) throw new ParleyError('E_VAULT_VERSION');
      this.#tables.replaceVault(uid, vault);
    });
  }

  setPassword(uid: Uuid, credential: Credential, wrap: PasswordWrap): Promise<void> {
    return this.#commits.write(() => {
      this.#tables.setPasswordWrap(uid, wrap);
      const { changes } = this.#setCredential.run(JSON.stringify(credential), uid);
      if (changes === 0) throw new ParleyError('E_NOT_FOUND');
    });
  }

  eraseVault(uid: Uuid): Promise<void> {
    return this.#commits.write(() => this.#tables.eraseVault(uid));
  }
}
