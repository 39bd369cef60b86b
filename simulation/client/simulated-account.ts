import {
  extendKeyLog,
  followKeyLog,
  keptAccount,
  newAccount,
  newDevice,
  unknownKeyLog,
  type DeviceKeys,
  type KeptKeys,
  type OwnAccount,
} from '@parley/client/testing';
import type { SignedKeyLogEntry, StoredVault, User, Uuid } from '@parley/protocol';
import { simulatedPassword, type SimulatedPassword } from './simulated-password.ts';

/** Somebody's keys as they are before a run, with all the devices that they will use in it. */
export interface SimulatedAccount {
  readonly uid: Uuid;
  readonly devices: readonly KeptKeys[];
  readonly own: OwnAccount;
  readonly stored: { readonly keyLog: readonly SignedKeyLogEntry[]; readonly vault: StoredVault };
  /** Before a run; an administrator may set the other one. */
  readonly password: SimulatedPassword;
  readonly otherPassword: SimulatedPassword;
}

type Owner = Pick<User, 'uid' | 'username'>;

/** Makes keys once for all runs: they take longer than a run. @param ids of the devices */
export async function simulatedAccount(owner: Owner, ids: readonly Uuid[]): Promise<SimulatedAccount> {
  const { uid } = owner;
  const devices = await Promise.all(ids.map(async (device) => ({ ...(await newDevice(false)), device })));
  const [password, otherPassword] = [
    await simulatedPassword('correct horse battery', 1),
    await simulatedPassword('staple', 2),
  ];
  const own = await ownAccount(uid, devices, password);
  const stored = { keyLog: own.entries, vault: own.stored };
  const kept = await Promise.all(devices.map((device) => keptKeys(owner, device, own)));
  return { uid, devices: kept, own, stored, password, otherPassword };
}

async function ownAccount(
  uid: Uuid,
  [first, ...others]: readonly DeviceKeys[],
  { derived }: SimulatedPassword,
): Promise<OwnAccount> {
  if (first === undefined) throw new Error('an account has a device');
  const device = { id: first.device, publicKey: first.deviceKey.publicKey };
  const { keyLog, vault: stored, secrets } = await newAccount(uid, device, derived, 1);
  const entries = [...keyLog, ...(await additions(secrets, others))];
  const following = await followKeyLog(unknownKeyLog(uid), entries, async () => undefined);
  if (following.kind !== 'followed') throw new Error(following.problem);
  const { masterKey, vault } = secrets;
  return { followed: following.known, entries, stored, seenVersion: 1, masterKey, vault };
}

type Secrets = Awaited<ReturnType<typeof newAccount>>['secrets'];

async function additions(
  { keyLog: log, vault }: Secrets,
  devices: readonly DeviceKeys[],
): Promise<readonly SignedKeyLogEntry[]> {
  const seed = Buffer.from(vault.identitySeed, 'base64');
  const added: SignedKeyLogEntry[] = [];
  let keyLog = log;
  for (const { device, deviceKey } of devices) {
    const key = base64(deviceKey.publicKey);
    const entry = { seq: keyLog.seq + 1, time: 1, kind: 'deviceAdded', device, key } as const;
    const extended = await extendKeyLog(keyLog, entry, [seed]);
    keyLog = extended.keyLog;
    added.push(extended.signed);
  }
  return added;
}

/** What a browser has kept of its user's keys since its last login. */
async function keptKeys({ uid, username }: Owner, device: DeviceKeys, own: OwnAccount): Promise<KeptKeys> {
  const account = await keptAccount({ uid, localKey: device.localKey }, own);
  return { ...device, uid, username, account };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
