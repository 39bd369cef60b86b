import type { Vault, VaultContact } from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { describe, expect, test } from 'vitest';
import { lostContacts, mergeVaults } from './merge-vaults.ts';

const other = '22222222-2222-4222-8222-222222222222';
const key = (byte: number, length = 32) => uint8ArrayToBase64(new Uint8Array(length).fill(byte));
const knowing = (contact?: VaultContact): Vault => ({
  identitySeed: key(3),
  encryptionSeeds: {},
  contacts: contact === undefined ? {} : { [other]: contact },
});
const machine = (keys: readonly number[], simpleKeys?: readonly number[]): VaultContact => ({
  kind: 'machine',
  keys: keys.map((byte) => key(byte)),
  ...(simpleKeys && { simpleKeys: simpleKeys.map((byte) => key(byte)) }),
});
const verified: VaultContact = { kind: 'verified', identity: key(6), keyLogSeq: 2 };
const met: VaultContact = { kind: 'met', identity: key(6, 16), keyLogSeq: 2 };
const later: VaultContact = { kind: 'unknown: later' };

describe('of a machine, two vaults', () => {
  const merged = (a: VaultContact, b: VaultContact) => mergeVaults(knowing(a), knowing(b)).contacts[other];

  test('keep the keys of both', () => {
    expect(merged(machine([1, 2], [4]), machine([3, 1], [5]))).toEqual(machine([3, 1, 2], [5, 4]));
    expect(merged(machine([1]), machine([2], [5]))).toEqual(machine([2, 1], [5]));
    // Of versions before, which noted one of the two.
    expect(merged(machine([1]), machine([2]))).toEqual(machine([2, 1]));
  });

  test.each([
    ['verified', verified],
    ['met', met],
    ['of a later kind', later],
  ])('keep who is %s', (_, person) => {
    expect(merged(person, machine([1]))).toEqual(person);
    expect(merged(machine([1]), person)).toEqual(person);
  });
});

describe('a vault that goes on from an older one', () => {
  const lost = (was: VaultContact, now?: VaultContact) =>
    lostContacts(knowing(was).contacts, knowing(now).contacts)[other];

  test('lacks whom it does not know, keys of machines, and who has become a machine', () => {
    expect(lost(verified)).toEqual(verified);
    expect(lost(machine([1], [4]), machine([2], [4]))).toEqual(machine([2, 1], [4]));
    expect(lost(machine([1], [4]), machine([1], [5]))).toEqual(machine([1], [5, 4]));
    expect(lost(verified, machine([1]))).toEqual(verified);
  });

  test('lacks nothing that it has, or that was changed since', () => {
    expect(lost(machine([1, 2], [4]), machine([2, 1], [5, 4]))).toBeUndefined();
    expect(lost(machine([1]), met)).toBeUndefined();
    expect(lost(met, verified)).toBeUndefined();
  });
});
