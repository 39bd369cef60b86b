import type Database from 'better-sqlite3';
import {
  KEY_LIMITS,
  ParleyError,
  type PasswordWrap,
  type SignedKeyLogEntry,
  type StoredVault,
  type Uuid,
} from '@parley/protocol';
import type { ArchivedKeys } from '../../../domain/archive/archive.ts';
import { emptied, NOTHING } from '../../../domain/keys/emptied-vault.ts';
import type { KeyLogWrite, KeyProgress, NewKeys, VaultWrite } from '../../../domain/keys/key-store.ts';
import { storedJson } from '../stored-json.ts';
import { VAULT_COLUMNS, vaultOf, vaultRow, type VaultRow } from './vault-row.ts';

interface EntryRow {
  readonly entry: string;
  /** JSON */
  readonly signatures: string;
}

/** Key logs and vaults. What writes is called inside a commit, in one step with what belongs to it. */
export class KeyTables {
  readonly #sql;

  constructor(db: Database.Database) {
    this.#sql = prepare(db);
  }

  entries(uid: Uuid, after: number): SignedKeyLogEntry[] {
    return this.#sql.entries
      .all(uid, after)
      .map(({ entry, signatures }) => ({ entry, signatures: storedJson<string[]>(signatures) }));
  }

  progress(uid: Uuid): KeyProgress | undefined {
    return this.#sql.progress.get(uid);
  }

  having(uids: readonly Uuid[]): Uuid[] {
    return this.#sql.having.all(JSON.stringify(uids)).map(({ uid }) => uid);
  }

  vault(uid: Uuid): StoredVault | undefined {
    const row = this.#sql.vault.get(uid);
    return row && vaultOf(row);
  }

  /** Newest first. */
  formerVaults(uid: Uuid): StoredVault[] {
    return this.#sql.former.all(uid).map(vaultOf);
  }

  begin(uid: Uuid, { keyLog, vault }: NewKeys): void {
    for (const [i, entry] of keyLog.entries()) this.#insertEntry(uid, i + 1, entry);
    this.#sql.insertVault.run(vaultRow(uid, vault));
  }

  /** @throws ParleyError `E_KEYLOG_SEQ`, `E_VAULT_VERSION` */
  append({ uid, seq, entry, vault, keepsFormer }: KeyLogWrite): void {
    if (seq !== (this.progress(uid)?.keyLog ?? 0) + 1) throw new ParleyError('E_KEYLOG_SEQ');
    this.#insertEntry(uid, seq, entry);
    if (keepsFormer) this.#keepFormer(uid);
    if (vault !== undefined) this.replaceVault(uid, vault);
  }

  /** @throws ParleyError `E_VAULT_VERSION` */
  replaceVault(uid: Uuid, { masterKey, expected, version, generation, box, wraps }: VaultWrite): void {
    const row = { uid, version, generation, box, wraps: JSON.stringify(wraps) };
    const before = this.#sql.vault.get(uid);
    if ((before?.version ?? 0) !== expected || before?.box === NOTHING)
      throw new ParleyError('E_VAULT_VERSION');
    if (masterKey === 'same') this.#sql.changeVault.run(row);
    else this.#sql.insertVault.run(row);
  }

  /** @throws ParleyError `E_VAULT_VERSION` */
  setPasswordWrap(uid: Uuid, password: PasswordWrap): void {
    const changed = this.#sql.setWraps.run(JSON.stringify({ password }), uid, password.generation, NOTHING);
    if (changed.changes === 0) throw new ParleyError('E_VAULT_VERSION');
  }

  eraseVault(uid: Uuid): void {
    const vault = this.vault(uid);
    if (vault === undefined) return;
    this.#sql.insertVault.run(vaultRow(uid, emptied(vault)));
    this.#sql.forgetFormer.run(uid);
  }

  /** Stores them as they are, in place of what is there. */
  put({ uid, former, ...keys }: ArchivedKeys): void {
    for (const forget of this.#sql.forget) forget.run(uid);
    this.begin(uid, keys);
    for (const vault of former) this.#sql.insertFormer.run(vaultRow(uid, vault));
  }

  #insertEntry(uid: Uuid, seq: number, { entry, signatures }: SignedKeyLogEntry): void {
    this.#sql.insertEntry.run(uid, seq, entry, JSON.stringify(signatures));
  }

  #keepFormer(uid: Uuid): void {
    this.#sql.keepFormer.run(uid);
    this.#sql.trimFormer.run(uid, uid, KEY_LIMITS.formerVaults);
  }
}

function prepare(db: Database.Database) {
  return {
    entries: db.prepare<[Uuid, number], EntryRow>(
      'SELECT entry, signatures FROM key_logs WHERE uid = ? AND seq > ? ORDER BY seq',
    ),
    insertEntry: db.prepare<[Uuid, number, string, string]>('INSERT INTO key_logs VALUES (?, ?, ?, ?)'),
    progress: db.prepare<[Uuid], KeyProgress>(
      `SELECT (SELECT max(seq) FROM key_logs WHERE key_logs.uid = vaults.uid) AS keyLog, version AS vault, generation
       FROM vaults WHERE uid = ?`,
    ),
    having: db.prepare<[string], { readonly uid: Uuid }>(
      'SELECT uid FROM vaults WHERE uid IN (SELECT value FROM json_each(?))',
    ),
    vault: db.prepare<[Uuid], VaultRow>(`SELECT ${VAULT_COLUMNS} FROM vaults WHERE uid = ?`),
    insertVault: db.prepare<[VaultRow]>(
      'INSERT OR REPLACE INTO vaults VALUES (:uid, :version, :generation, :box, :wraps)',
    ),
    changeVault: db.prepare<[VaultRow]>(
      `UPDATE vaults SET version = :version, box = :box, wraps = json_patch(wraps, :wraps)
       WHERE uid = :uid AND generation = :generation`,
    ),
    setWraps: db.prepare<[string, Uuid, number, string]>(
      'UPDATE vaults SET wraps = json_patch(wraps, ?) WHERE uid = ? AND generation = ? AND box <> ?',
    ),
    former: db.prepare<[Uuid], VaultRow>(
      `SELECT ${VAULT_COLUMNS} FROM former_vaults WHERE uid = ? ORDER BY version DESC`,
    ),
    insertFormer: db.prepare<[VaultRow]>(
      'INSERT INTO former_vaults VALUES (:uid, :version, :generation, :box, :wraps)',
    ),
    keepFormer: db.prepare<[Uuid]>(
      `INSERT INTO former_vaults SELECT ${VAULT_COLUMNS} FROM vaults WHERE uid = ?`,
    ),
    forgetFormer: db.prepare<[Uuid]>('DELETE FROM former_vaults WHERE uid = ?'),
    forget: ['key_logs', 'former_vaults'].map((table) =>
      db.prepare<[Uuid]>(`DELETE FROM ${table} WHERE uid = ?`),
    ),
    trimFormer: db.prepare<[Uuid, Uuid, number]>(
      `DELETE FROM former_vaults WHERE uid = ? AND version NOT IN (
         SELECT version FROM former_vaults WHERE uid = ? ORDER BY version DESC LIMIT ?
       )`,
    ),
  };
}
