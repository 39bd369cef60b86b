import {
  KEY_LIMITS,
  ParleyError,
  type Credential,
  type PasswordWrap,
  type SignedKeyLogEntry,
  type StoredVault,
  type Uuid,
} from '@parley/protocol';
import { emptied, NOTHING } from '../../../domain/keys/emptied-vault.ts';
import type { KeyLogWrite, KeyProgress, KeyStore, VaultWrite } from '../../../domain/keys/key-store.ts';
import type { SessionStore } from '../../../domain/sessions/session-store.ts';
import type { Models } from '../models.ts';
import { isDuplicate, storing } from '../store-error.ts';
import { keysDocument } from './keys-document.ts';
import { WAITING, withPassword } from './password-wraps.ts';
import { NOT_DELETED } from './user-document.ts';

const NOT_ERASED = { 'vault.box': { $ne: NOTHING } };

/** All keys of an account are one document, which changes in one step. */
export class MongoKeyStore implements KeyStore {
  readonly #keys: Models['keys'];
  readonly #users: Models['users'];
  readonly #sessions: Pick<SessionStore, 'endSome'>;

  constructor({ keys, users }: Models, sessions: Pick<SessionStore, 'endSome'>) {
    this.#keys = keys;
    this.#users = users;
    this.#sessions = sessions;
  }

  entries(uid: Uuid, after: number): Promise<readonly SignedKeyLogEntry[]> {
    return storing(async () => {
      const found = await this.#keys.findById(uid, { entries: 1 }).lean();
      return found?.entries.slice(after) ?? [];
    });
  }

  progress(uid: Uuid): Promise<KeyProgress | undefined> {
    return storing(async () => {
      const wanted = { seq: 1, 'vault.version': 1, 'vault.generation': 1 };
      const found = await this.#keys.findById(uid, wanted).lean();
      if (found === null) return undefined;
      const { version, generation } = found.vault;
      return { keyLog: found.seq, vault: version, generation };
    });
  }

  having(uids: readonly Uuid[]): Promise<ReadonlySet<Uuid>> {
    return storing(async () => {
      const found = await this.#keys.find({ _id: { $in: [...uids] } }, { _id: 1 }).lean();
      return new Set(found.map(({ _id }) => _id));
    });
  }

  vault(uid: Uuid): Promise<StoredVault | undefined> {
    return storing(async () => {
      const found = await this.#keys.findById(uid, { vault: 1, passwords: 1 }).lean();
      return found === null ? undefined : withPassword(found, await this.#credentialOf(uid));
    });
  }

  formerVaults(uid: Uuid): Promise<readonly StoredVault[]> {
    return storing(async () => (await this.#keys.findById(uid, { former: 1 }).lean())?.former ?? []);
  }

  /** If the server stops before the sessions have ended, the client tries again, and they end then. */
  async append(write: KeyLogWrite): Promise<readonly Uuid[]> {
    await storing(() => (write.seq === 1 ? this.#begin(write) : this.#append(write)));
    return this.#sessions.endSome(write.uid, write.ends);
  }

  replaceVault(uid: Uuid, vault: VaultWrite): Promise<void> {
    return storing(async () => {
      const before = { _id: uid, 'vault.version': vault.expected, ...NOT_ERASED };
      const { matchedCount } = await this.#keys.updateOne(before, { $set: changedVault(vault) });
      if (matchedCount === 0) throw new ParleyError('E_VAULT_VERSION');
    });
  }

  setPassword(uid: Uuid, credential: Credential, wrap: PasswordWrap): Promise<void> {
    return storing(async () => {
      const same = { _id: uid, 'vault.generation': wrap.generation, ...NOT_ERASED };
      const waits = { $push: { passwords: { $each: [wrap], $slice: -WAITING } } };
      const { matchedCount } = await this.#keys.updateOne(same, waits);
      if (matchedCount === 0) throw new ParleyError('E_VAULT_VERSION');
      const account = await this.#users.updateOne({ _id: uid, ...NOT_DELETED }, { $set: { credential } });
      if (account.matchedCount === 0) throw new ParleyError('E_NOT_FOUND');
      // For the day when an operator sets a password: then the last one before it has to open the vault.
      await this.#keys.updateOne(same, { $set: { 'vault.wraps.password': wrap } });
    });
  }

  eraseVault(uid: Uuid): Promise<void> {
    return storing(async () => {
      const found = await this.#keys.findById(uid, { vault: 1 }).lean();
      if (found === null) return;
      const update = { $set: { vault: emptied(found.vault), former: [] }, $unset: { passwords: 1 } };
      await this.#keys.updateOne({ _id: uid }, update);
    });
  }

  async #begin({ uid, entry, vault }: KeyLogWrite): Promise<void> {
    const { password } = vault?.wraps ?? {};
    if (vault?.expected !== 0 || password === undefined) throw new ParleyError('E_VAULT_VERSION');
    const { version, generation, box, wraps } = vault;
    const first = { version, generation, box, wraps: { ...wraps, password } };
    try {
      await this.#keys.create(keysDocument({ uid, keyLog: [entry], vault: first, former: [] }));
    } catch (error) {
      throw isDuplicate(error) ? new ParleyError('E_KEYLOG_SEQ') : error;
    }
  }

  async #append(write: KeyLogWrite): Promise<void> {
    const { uid, seq, entry, vault, keepsFormer } = write;
    const former = keepsFormer ? await this.vault(uid) : undefined;
    const before = {
      _id: uid,
      seq: seq - 1,
      ...(vault && { 'vault.version': vault.expected, ...NOT_ERASED }),
    };
    const keep = {
      $each: former === undefined ? [] : [former],
      $position: 0,
      $slice: KEY_LIMITS.formerVaults,
    };
    const { matchedCount } = await this.#keys.updateOne(before, {
      $set: { seq, ...(vault && changedVault(vault)) },
      $push: { entries: entry, ...(former && { former: keep }) },
    });
    if (matchedCount === 0) throw await this.#refusal(write);
  }

  async #refusal({ uid, seq }: KeyLogWrite): Promise<ParleyError> {
    const isNext = (await this.progress(uid))?.keyLog === seq - 1;
    return new ParleyError(isNext ? 'E_VAULT_VERSION' : 'E_KEYLOG_SEQ');
  }

  async #credentialOf(uid: Uuid): Promise<Credential | undefined> {
    return (await this.#users.findById(uid, { credential: 1 }).lean())?.credential;
  }
}

/** What a write sets. Under the same master key, other wraps stay. */
function changedVault({ version, generation, box, wraps, masterKey }: VaultWrite): Record<string, unknown> {
  const changes = { 'vault.version': version, 'vault.generation': generation, 'vault.box': box };
  if (masterKey === 'new') return { ...changes, 'vault.wraps': wraps };
  const kept = Object.entries(wraps).map(([way, wrap]) => [`vault.wraps.${way}`, wrap] as const);
  return { ...changes, ...Object.fromEntries(kept) };
}
