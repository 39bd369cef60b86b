import { canonicalJson, isMetIdentity, type MetMachine } from '@parley/protocol';
import type { Uuid, Vault, VaultContact } from '@parley/protocol';

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

/**
 * What a newer vault lacks of an older one: whoever is missing in it, or has become a machine, and keys of machines. A server that
 * handed out an old vault makes it so: no device takes any of that away.
 */
export function lostContacts(older: Vault['contacts'], newer: Vault['contacts']): Vault['contacts'] {
  return Object.fromEntries(
    Object.entries(older).flatMap(([uid, was]) => {
      const now = newer[uid];
      if (now !== undefined && now.kind !== 'machine') return [];
      const merged = now === undefined ? was : newerOf(was, now);
      return now !== undefined && canonicalJson(merged) === canonicalJson(now) ? [] : [[uid, merged]];
    }),
  );
}

function newerOf(a: VaultContact, b: VaultContact): VaultContact {
  if (a.kind === 'machine' && b.kind === 'machine') return bothMachines(a, b);
  // Who was met with a key log stays that, whatever the server says they are.
  if (a.kind === 'machine') return b;
  if (b.kind === 'machine') return a;
  // What a later version wrote is more than this one could say.
  if (!isMetIdentity(b)) return b;
  if (!isMetIdentity(a)) return a;
  if (a.keyLogSeq !== b.keyLogSeq) return a.keyLogSeq > b.keyLogSeq ? a : b;
  return a.kind === 'met' ? a : b;
}

/** Where nothing is new in the older one, this is the newer one. */
function bothMachines(older: MetMachine, newer: MetMachine): MetMachine {
  const simpleKeys = union(newer.simpleKeys, older.simpleKeys);
  const signing = union(newer.signing, older.signing);
  return {
    ...older,
    ...newer,
    keys: union(newer.keys, older.keys),
    ...(simpleKeys.length > 0 && { simpleKeys }),
    ...(signing.length > 0 && { signing }),
  };
}

function union(a: readonly string[] = [], b: readonly string[] = []): string[] {
  return [...new Set([...a, ...b])];
}
