import { isMetIdentity, type Uuid, type Vault, type VaultContact } from '@parley/protocol';

/**
 * The union of two vaults of one account, when two devices changed it at once. Of a contact the higher seq of
 * their key log counts, and at the same one "not verified": to trust too little shows, to trust too much does not.
 * @param newer the one whose identity counts
 */
export function mergeVaults(older: Vault, newer: Vault): Vault {
  return {
    ...older,
    ...newer,
    encryptionSeeds: { ...older.encryptionSeeds, ...newer.encryptionSeeds },
    contacts: mergeContacts(older.contacts, newer.contacts),
  };
}

function mergeContacts(a: Vault['contacts'], b: Vault['contacts']): Vault['contacts'] {
  const uids = new Set<Uuid>([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...uids].flatMap((uid) => entry(uid, a[uid], b[uid])));
}

function entry(
  uid: Uuid,
  a: VaultContact | undefined,
  b: VaultContact | undefined,
): readonly (readonly [Uuid, VaultContact])[] {
  const known = a === undefined || b === undefined ? (a ?? b) : newerOf(a, b);
  return known === undefined ? [] : [[uid, known]];
}

function newerOf(a: VaultContact, b: VaultContact): VaultContact {
  // What a later version wrote is more than this one could say.
  if (!isMetIdentity(b)) return b;
  if (!isMetIdentity(a)) return a;
  if (a.keyLogSeq !== b.keyLogSeq) return a.keyLogSeq > b.keyLogSeq ? a : b;
  return a.kind === 'met' ? a : b;
}
