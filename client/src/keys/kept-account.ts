import type { Uuid } from '@parley/protocol';
import { openAccount } from '../crypto/account/open-account.ts';
import { unwrapMasterKey, wrapMasterKey } from '../crypto/vault/wraps.ts';
import type { KeptAccount, KeptKeys } from '../model/keys/kept-keys.ts';
import type { OwnAccount } from './own-account.ts';

type Place = Pick<KeptKeys, 'uid' | 'localKey'>;

/** What a device keeps of an open account. */
export async function keptAccount({ uid, localKey }: Place, account: OwnAccount): Promise<KeptAccount> {
  const { followed, entries, stored, masterKey } = account;
  const place = { uid, way: 'local', generation: stored.generation } as const;
  return { followed, entries, stored, wrap: await wrapMasterKey(localKey, masterKey, place) };
}

/** Opens what a device has kept. @returns undefined if it has kept nothing, or it does not open */
export async function openKept({ uid, localKey, account }: KeptKeys): Promise<OwnAccount | undefined> {
  const masterKey = account && (await keptMasterKey({ uid, localKey }, account));
  if (account === undefined || masterKey === undefined) return undefined;
  const { followed, entries, stored } = account;
  const opened = await openAccount(uid, stored, followed.log, { kind: 'master', key: masterKey });
  return opened && { followed, entries, stored, seenVersion: stored.version, masterKey, vault: opened.vault };
}

function keptMasterKey(
  { uid, localKey }: { readonly uid: Uuid; readonly localKey: CryptoKey },
  { stored, wrap }: KeptAccount,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return unwrapMasterKey(localKey, wrap, { uid, way: 'local', generation: stored.generation });
}
