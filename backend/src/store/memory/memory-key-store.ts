import type { Credential, PasswordWrap, SignedKeyLogEntry, StoredVault, Uuid } from '@parley/protocol';
import type { KeyLogWrite, KeyProgress, KeyStore, VaultWrite } from '../../domain/keys/key-store.ts';
import type { MemoryKeys } from './memory-keys.ts';
import type { MemorySessionStore } from './memory-session-store.ts';
import type { MemoryUserStore } from './memory-user-store.ts';

export class MemoryKeyStore implements KeyStore {
  readonly #keys: MemoryKeys;
  readonly #users: MemoryUserStore;
  readonly #sessions: MemorySessionStore;

  constructor(keys: MemoryKeys, users: MemoryUserStore, sessions: MemorySessionStore) {
    this.#keys = keys;
    this.#users = users;
    this.#sessions = sessions;
  }

  async entries(uid: Uuid, after: number): Promise<readonly SignedKeyLogEntry[]> {
    return this.#keys.of(uid)?.entries.slice(after) ?? [];
  }

  async progress(uid: Uuid): Promise<KeyProgress | undefined> {
    const keys = this.#keys.of(uid);
    if (keys === undefined) return undefined;
    const { version, generation } = keys.vault;
    return { keyLog: keys.entries.length, vault: version, generation };
  }

  async having(uids: readonly Uuid[]): Promise<ReadonlySet<Uuid>> {
    return new Set(uids.filter((uid) => this.#keys.of(uid) !== undefined));
  }

  async vault(uid: Uuid): Promise<StoredVault | undefined> {
    return this.#keys.of(uid)?.vault;
  }

  async formerVaults(uid: Uuid): Promise<readonly StoredVault[]> {
    return this.#keys.of(uid)?.former ?? [];
  }

  async append(write: KeyLogWrite): Promise<readonly Uuid[]> {
    this.#keys.append(write);
    return this.#sessions.endNow(write.uid, write.ends);
  }

  async replaceVault(uid: Uuid, vault: VaultWrite): Promise<void> {
    this.#keys.replaceVault(uid, vault);
  }

  async setPassword(uid: Uuid, credential: Credential, wrap: PasswordWrap): Promise<void> {
    this.#keys.setPasswordWrap(uid, wrap);
    await this.#users.setCredential(uid, credential);
  }

  async eraseVault(uid: Uuid): Promise<void> {
    this.#keys.eraseVault(uid);
  }
}
