import { isMetIdentity, type MetIdentity, type Uuid, type Vault } from '@parley/protocol';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';

/** Of the identity of somebody who is not verified, a vault keeps a part. */
const MET_BYTES = 16;

/**
 * A vault with what is harmless of one that may be a thief's: encryption seeds, by which old messages open, and who was met. Nobody
 * counts as verified by it, and who is known already stays as they are: even less trust could be of use to a thief, since new keys of
 * somebody who is only met are accepted at once.
 */
export function takeAlong(own: Vault, doubtful: Vault): Vault {
  return {
    ...own,
    encryptionSeeds: { ...doubtful.encryptionSeeds, ...own.encryptionSeeds },
    contacts: { ...onlyMet(doubtful.contacts), ...own.contacts },
  };
}

function onlyMet(contacts: Vault['contacts']): Record<Uuid, MetIdentity> {
  return Object.fromEntries(
    Object.entries(contacts).flatMap(([uid, contact]) =>
      isMetIdentity(contact) ? [[uid, asMet(contact)] as const] : [],
    ),
  );
}

function asMet({ identity, keyLogSeq }: MetIdentity): MetIdentity {
  const part = uint8ArrayToBase64(base64ToUint8Array(identity).slice(0, MET_BYTES));
  return { kind: 'met', identity: part, keyLogSeq };
}
