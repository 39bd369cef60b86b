import {
  KEY_LIMITS,
  ParleyError,
  type SignedKeyLogEntry,
  type StoredVault,
  type Uuid,
} from '@parley/protocol';
import { emptied, NOTHING } from '../../domain/keys/emptied-vault.ts';
import type { KeyLogWrite, NewKeys, VaultWrite } from '../../domain/keys/key-store.ts';

interface AccountKeys {
  readonly entries: readonly SignedKeyLogEntry[];
  readonly vault: StoredVault;
  /** Newest first. */
  readonly former: readonly StoredVault[];
}

/** The keys of all accounts. Synchronous, so that they change in one step with accounts and sessions. */
export class MemoryKeys {
  readonly #accounts = new Map<Uuid, AccountKeys>();

  of(uid: Uuid): AccountKeys | undefined {
    return this.#accounts.get(uid);
  }

  begin(uid: Uuid, { keyLog, vault }: NewKeys): void {
    this.#accounts.set(uid, { entries: keyLog, vault, former: [] });
  }

  /** @throws ParleyError `E_KEYLOG_SEQ`, `E_VAULT_VERSION`; then nothing has changed */
  append({ uid, seq, entry, vault, keepsFormer }: KeyLogWrite): void {
    const before = this.#accounts.get(uid);
    const entries = before?.entries ?? [];
    if (seq !== entries.length + 1) throw new ParleyError('E_KEYLOG_SEQ');
    const next = vault === undefined ? before?.vault : replaced(before?.vault, vault);
    if (next === undefined) throw new ParleyError('E_VAULT_VERSION');
    const { former = [], vault: old } = before ?? {};
    this.#accounts.set(uid, {
      entries: [...entries, entry],
      vault: next,
      former: keepsFormer && old !== undefined ? [old, ...former].slice(0, KEY_LIMITS.formerVaults) : former,
    });
  }

  /** @throws ParleyError `E_VAULT_VERSION` */
  replaceVault(uid: Uuid, write: VaultWrite): void {
    const before = this.#accounts.get(uid);
    if (before === undefined) throw new ParleyError('E_VAULT_VERSION');
    this.#accounts.set(uid, { ...before, vault: replaced(before.vault, write) });
  }

  /** @throws ParleyError `E_VAULT_VERSION` */
  setPasswordWrap(uid: Uuid, password: StoredVault['wraps']['password']): void {
    const before = this.#accounts.get(uid);
    if (before?.vault.generation !== password.generation || before.vault.box === NOTHING)
      throw new ParleyError('E_VAULT_VERSION');
    const vault = { ...before.vault, wraps: { ...before.vault.wraps, password } };
    this.#accounts.set(uid, { ...before, vault });
  }

  eraseVault(uid: Uuid): void {
    const before = this.#accounts.get(uid);
    if (before !== undefined)
      this.#accounts.set(uid, { ...before, vault: emptied(before.vault), former: [] });
  }
}

function replaced(
  before: StoredVault | undefined,
  { masterKey, expected, version, generation, box, wraps }: VaultWrite,
): StoredVault {
  if ((before?.version ?? 0) !== expected || before?.box === NOTHING)
    throw new ParleyError('E_VAULT_VERSION');
  const kept = masterKey === 'same' ? before?.wraps : undefined;
  const password = wraps.password ?? kept?.password;
  const recovery = wraps.recovery ?? kept?.recovery;
  if (password === undefined) throw new ParleyError('E_VAULT_VERSION');
  return { version, generation, box, wraps: { password, ...(recovery !== undefined && { recovery }) } };
}
