import type { OpenedAccount } from '../model/sealing/sealing-account.ts';
import type { Login } from './held-account.ts';
import type { OwnAccount } from './own-account.ts';

/** What conversations need of the account that is open here. */
export function openedAccount(
  login: Login | undefined,
  own: OwnAccount | undefined,
): OpenedAccount | undefined {
  if (login === undefined || own === undefined) return undefined;
  const { device, deviceKey } = login.device;
  const { followed, vault } = own;
  const { encryptionSeeds: seeds, contacts } = vault;
  return { device, deviceKey, followed, keyLog: followed.log, seeds, contacts };
}
