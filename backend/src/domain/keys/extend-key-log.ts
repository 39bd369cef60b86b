import {
  ParleyError,
  type KeyLogAppend,
  type KeyLogEntry,
  type SignedKeyLogEntry,
  type Uuid,
} from '@parley/protocol';
import type { AuditKind } from '../audit/audit-store.ts';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { checkOwnProof } from '../passwords/check-own-proof.ts';
import type { SessionEnd, StoredSession } from '../sessions/session-store.ts';
import { checkRoom, continuedKeyLog, keyLogEntryOf, storedKeyLog } from './check-keys.ts';
import type { VaultWrite } from './key-store.ts';
import { vaultWrite } from './vault-write.ts';

type ExtendContext = Pick<
  Context,
  'users' | 'sessions' | 'keys' | 'challenges' | 'attempts' | 'publisher' | 'audit' | 'clock' | 'rules'
>;
type Owner = Pick<StoredSession, 'uid' | 'sid'>;
type Append = KeyLogAppend & { readonly address: string };

const AUDIT_KINDS = {
  created: 'keys_created',
  deviceAdded: 'device_added',
  deviceRevoked: 'device_revoked',
  identityChanged: 'identity_changed',
  identityReset: 'identity_reset',
} as const satisfies Record<KeyLogEntry['kind'], AuditKind>;

/**
 * Appends an entry to the key log of its owner, with the vault that belongs to it, and ends the sessions of whom it revokes. An
 * entry that is stored already is a retry, and ends them again.
 * @returns the sessions that ended
 * @throws ParleyError `E_KEYLOG_SEQ` and `E_VAULT_VERSION` if another device was faster, `E_TOO_MANY_DEVICES`, `E_TOO_LARGE`,
 * `E_BAD_REQUEST`, and those of `checkOwnProof`
 */
export async function extendKeyLog(
  context: ExtendContext,
  owner: Owner,
  request: Append,
): Promise<readonly Uuid[]> {
  const { uid } = owner;
  const { seq } = request;
  const signed: SignedKeyLogEntry = { entry: request.entry, signatures: request.signatures };
  const entry = await keyLogEntryOf(signed);
  const stored = await context.keys.entries(uid, 0);
  const ends = endedBy(entry, owner);
  if (isSame(stored[seq - 1], signed)) {
    await checkIdentity(context, owner, entry, request);
    const again = await context.sessions.endSome(uid, ends);
    context.publisher.sessionsEnded(again);
    return again;
  }
  if (entry.seq !== seq || seq !== stored.length + 1) throw new ParleyError('E_KEYLOG_SEQ');
  checkRoom([...stored, signed], entry.kind);
  await continuedKeyLog(storedKeyLog(uid, stored), signed);
  const vault = await vaultOf(context, owner, entry, request);
  await checkIdentity(context, owner, entry, request);
  const keepsFormer = entry.kind === 'identityReset';
  const ended = await context.keys.append({ uid, seq, entry: signed, vault, keepsFormer, ends });
  context.publisher.sessionsEnded(ended);
  context.publisher.keyLogGrown(uid, seq);
  await record(context, { kind: AUDIT_KINDS[entry.kind], uid, details: detailsOf(entry) });
  return ended;
}

/** A new identity needs the password: a session alone, which may be stolen, does not replace an account's keys. */
async function checkIdentity(
  context: ExtendContext,
  { uid }: Owner,
  entry: KeyLogEntry,
  { proof, address }: Append,
): Promise<void> {
  if (!('identity' in entry)) return;
  if (proof === undefined) throw new ParleyError('E_BAD_REQUEST');
  await checkOwnProof(context, uid, { proof, address });
}

/** A new identity comes with a new master key, so that whoever has the old one opens nothing that comes. */
async function vaultOf(
  { keys }: ExtendContext,
  { uid }: Owner,
  entry: KeyLogEntry,
  { vault }: Append,
): Promise<VaultWrite | undefined> {
  const masterKey = 'identity' in entry ? 'new' : 'same';
  if (vault === undefined && masterKey === 'new') throw new ParleyError('E_BAD_REQUEST');
  return vault && vaultWrite(await keys.progress(uid), vault, masterKey);
}

/** Which sessions end with an entry. */
function endedBy(entry: KeyLogEntry, { sid }: Owner): SessionEnd {
  switch (entry.kind) {
    case 'identityChanged':
    case 'identityReset':
      return { kind: 'others', except: sid };
    case 'deviceRevoked':
      return { kind: 'ofDevice', device: entry.device };
    case 'created':
    case 'deviceAdded':
      return { kind: 'none' };
  }
}

function isSame(stored: SignedKeyLogEntry | undefined, signed: SignedKeyLogEntry): boolean {
  return stored?.entry === signed.entry && stored.signatures.join() === signed.signatures.join();
}

function detailsOf(entry: KeyLogEntry): Readonly<Record<string, string>> {
  const seq = String(entry.seq);
  return 'device' in entry ? { seq, device: entry.device } : { seq };
}
