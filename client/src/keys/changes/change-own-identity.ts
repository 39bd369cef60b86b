import { activeDevices, keyError, parseKeyLogEntry, type Uuid } from '@parley/protocol';
import type { AccountSecrets } from '../../crypto/account/account-secrets.ts';
import type { ReplacedIdentity } from '../../crypto/account/replace-identity.ts';
import { after } from '../../crypto/key-log/follow-key-log.ts';
import type { ProvenPassword } from '../../ports/keys/account-keys.ts';
import { behindStoredVault } from './change-vault.ts';
import { isRefusal, type KeyParts } from '../key-parts.ts';
import { openOwnAccount, type Ways } from '../open-own-account.ts';
import type { OwnAccount } from '../own-account.ts';
import { nothingOf, readKeyLog, withNewEntries, type CheckedKeyLog } from '../read-own-key-log.ts';

/** How often other devices may be faster. */
const TRIES = 20;

/**
 * "Lost or stolen": a new identity and master key, which the old identity vouches for. If another device was faster with a change of the
 * vault or the key log, that is taken along: whoever has the lost device must not be able to stop it.
 * @param keeps the devices that stay, this one among them; all others are revoked
 * @throws CodedError `E_VAULT_VERSION`, `E_KEYLOG_SEQ` if another device changed the identity
 */
export async function changeOwnIdentity(
  parts: KeyParts,
  account: OwnAccount,
  keeps: readonly Uuid[],
  password: ProvenPassword,
): Promise<OwnAccount> {
  let newest = account;
  for (let tries = 1; ; tries++) {
    try {
      return await change(parts, newest, keeps, password);
    } catch (error) {
      if (!isRefusal(error, 'E_VAULT_VERSION', 'E_KEYLOG_SEQ') || tries === TRIES) throw error;
    }
    newest = await behindStoredVault(parts, await withNewEntries(parts, newest));
  }
}

async function change(
  parts: KeyParts,
  account: OwnAccount,
  keeps: readonly Uuid[],
  password: ProvenPassword,
): Promise<OwnAccount> {
  const { changeIdentity } = await import('../../crypto/account/replace-identity.ts');
  const revoked = activeDevices(account.followed.log).filter((device) => !keeps.includes(device));
  const secrets = secretsOf(account);
  const replaced = await changeIdentity(secrets, revoked, password.derived, parts.clock.now());
  return store(parts, account, account.stored.version, replaced, password);
}

/**
 * All was lost: a new identity that nobody vouches for, behind the key log that the server shows. Every device is revoked, this one
 * too. Where the password opens the account by now, because another browser was faster, nothing is lost and it stays as it is.
 * @param ways what this device has of it: its keys are taken along
 * @throws CodedError `E_NO_KEYS` if the account never had keys, `E_KEYLOG_SEQ` if the key log is wrong
 */
export async function resetOwnIdentity(
  parts: KeyParts,
  uid: Uuid,
  ways: Pick<Ways, 'kept' | 'accepted'>,
  password: ProvenPassword,
): Promise<{ readonly account: OwnAccount; readonly isReset: boolean }> {
  for (let tries = 1; ; tries++) {
    const opening = await openOwnAccount(parts, uid, { ...ways, password: password.derived });
    if (opening.kind === 'open') return { account: opening.account, isReset: false };
    if (opening.kind === 'keyless') throw keyError('E_NO_KEYS');
    const keyLog = await readKeyLog(parts, nothingOf(uid));
    // Nobody would believe what stands behind an entry that is wrong.
    if (keyLog.kind === 'refused') throw keyError('E_KEYLOG_SEQ');
    try {
      return { account: await reset(parts, keyLog, ways.kept, password), isReset: true };
    } catch (error) {
      if (!isRefusal(error, 'E_VAULT_VERSION', 'E_KEYLOG_SEQ') || tries === TRIES) throw error;
    }
  }
}

async function reset(
  parts: KeyParts,
  keyLog: CheckedKeyLog,
  kept: OwnAccount | undefined,
  password: ProvenPassword,
): Promise<OwnAccount> {
  const stored = await parts.server.vault();
  const { resetIdentity } = await import('../../crypto/account/replace-identity.ts');
  const lost = {
    uid: keyLog.followed.log.uid,
    keyLog: keyLog.followed.log,
    generation: Math.max(stored?.generation ?? 0, kept?.stored.generation ?? 0),
    vaultVersion: Math.max(stored?.version ?? 0, kept?.seenVersion ?? 0),
    vault: kept?.vault,
  };
  const replaced = await resetIdentity(lost, password.derived, parts.clock.now());
  return store(parts, keyLog, stored?.version ?? 0, replaced, password);
}

async function store(
  { server }: KeyParts,
  { followed, entries }: CheckedKeyLog,
  expected: number,
  { entry, vault: stored, secrets }: ReplacedIdentity,
  password: ProvenPassword,
): Promise<OwnAccount> {
  const { version, box, wraps } = stored;
  const said = parseKeyLogEntry(entry.entry);
  const vault = { expected, version, box, wraps };
  await password.prove((proof) => server.extendKeyLog({ ...entry, seq: said.seq, vault, proof }));
  return {
    followed: after(followed, secrets.keyLog, said),
    entries: [...entries, entry],
    stored,
    seenVersion: version,
    masterKey: secrets.masterKey,
    vault: secrets.vault,
  };
}

function secretsOf({ followed, stored, masterKey, vault }: OwnAccount): AccountSecrets {
  const { log } = followed;
  const { generation, version } = stored;
  return { uid: log.uid, masterKey, generation, vault, vaultVersion: version, keyLog: log };
}
