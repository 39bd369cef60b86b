import type { MetIdentity, Vault } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { mergeVaults } from './merge-vaults.ts';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { openByRecoveryKey, recoveryPublicKey, sealToRecoveryKey } from './recovery.ts';
import { takeAlong } from './take-along.ts';
import { lockVault, unlockVault } from './vault-box.ts';
import { unwrapMasterKey, wrapMasterKey, type WrapPlace } from './wraps.ts';
import { readKey, writeKey } from './written-key.ts';

const uid = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';
const masterKey = new Uint8Array(32).fill(1);
const key = new Uint8Array(32).fill(2);
const base64 = (byte: number, length = 32) => uint8ArrayToBase64(new Uint8Array(length).fill(byte));
const vault: Vault = {
  identitySeed: base64(3),
  encryptionSeeds: { [base64(4)]: base64(5) },
  contacts: {},
};

describe('a wrap', () => {
  const place: WrapPlace = { uid, way: 'password', generation: 1 };

  test('opens with its key', async () => {
    const wrap = await wrapMasterKey(key, masterKey, place);
    expect(wrap).toHaveLength(60);
    expect(await unwrapMasterKey(key, wrap, place)).toEqual(masterKey);
  });

  test.each<[string, Partial<WrapPlace>]>([
    ['account', { uid: other }],
    ['way', { way: 'pairing' }],
    ['generation', { generation: 2 }],
  ])('does not open as one of another %s', async (_, change) => {
    const wrap = await wrapMasterKey(key, masterKey, place);
    expect(await unwrapMasterKey(key, wrap, { ...place, ...change })).toBeUndefined();
  });

  test('does not open with another key, nor cut short', async () => {
    const wrap = await wrapMasterKey(key, masterKey, place);
    expect(await unwrapMasterKey(masterKey, wrap, place)).toBeUndefined();
    expect(await unwrapMasterKey(key, wrap.slice(0, 11), place)).toBeUndefined();
  });
});

describe('a vault', () => {
  const place = { uid, generation: 1, version: 1 };

  test('opens under its master key, and says what was locked', async () => {
    const box = await lockVault(masterKey, vault, place);
    expect(await unlockVault(masterKey, box, place)).toEqual(vault);
  });

  test('of a later version opens, and keeps what this one does not know', async () => {
    const later: Vault = {
      ...vault,
      contacts: {
        [uid]: { kind: 'unknown: later', since: 7 },
        [other]: { kind: 'met', identity: base64(6, 16), keyLogSeq: 2, ...{ nickname: 'Bo' } },
      },
      ...{ epochs: ['of a later version'] },
    };
    const opened = await unlockVault(masterKey, await lockVault(masterKey, later, place), place);
    expect(opened).toEqual(later);
    const newer = {
      ...vault,
      contacts: { [uid]: { kind: 'met', identity: base64(6, 16), keyLogSeq: 9 } as const },
    };
    const merged = mergeVaults(opened ?? vault, newer);
    expect(merged).toMatchObject({ epochs: ['of a later version'] });
    expect(merged.contacts).toEqual(later.contacts);
  });

  test('with a contact that is broken is none', async () => {
    const broken = {
      ...vault,
      contacts: { [other]: { kind: 'verified', identity: 'short', keyLogSeq: 2 } as const },
    };
    const box = await lockVault(masterKey, broken, place);
    await expect(unlockVault(masterKey, box, place)).rejects.toThrow('not a vault');
  });

  test.each([
    ['account', { uid: other }],
    ['generation', { generation: 2 }],
    ['version', { version: 2 }],
  ])('does not pass for one of another %s', async (_, change) => {
    const box = await lockVault(masterKey, vault, place);
    expect(await unlockVault(masterKey, box, { ...place, ...change })).toBeUndefined();
  });
});

describe('two vaults of one account', () => {
  const met = (kind: 'met' | 'verified', keyLogSeq: number): MetIdentity => ({
    kind,
    identity: base64(6, kind === 'met' ? 16 : 32),
    keyLogSeq,
  });
  const knowing = (contact: MetIdentity): Vault => ({ ...vault, contacts: { [other]: contact } });

  test('keep all seeds', () => {
    const merged = mergeVaults(vault, { ...vault, encryptionSeeds: { [base64(7)]: base64(8) } });
    expect(merged.encryptionSeeds).toEqual({ [base64(4)]: base64(5), [base64(7)]: base64(8) });
  });

  test('keep the contact with the higher seq, whichever vault holds it', () => {
    const [low, high] = [knowing(met('verified', 1)), knowing(met('met', 2))];
    expect(mergeVaults(low, high).contacts[other]).toEqual(met('met', 2));
    expect(mergeVaults(high, low).contacts[other]).toEqual(met('met', 2));
    expect(mergeVaults(low, vault).contacts[other]).toEqual(met('verified', 1));
  });

  test('take a contact for not verified where they differ at the same seq', () => {
    const [met1, verified1] = [knowing(met('met', 1)), knowing(met('verified', 1))];
    expect(mergeVaults(met1, verified1).contacts[other]?.kind).toBe('met');
    expect(mergeVaults(verified1, met1).contacts[other]?.kind).toBe('met');
  });
});

describe('a vault that may be a thief’s', () => {
  const stranger = '33333333-3333-4333-8333-333333333333';
  const own: Vault = {
    ...vault,
    contacts: { [other]: { kind: 'verified', identity: base64(6), keyLogSeq: 2 } },
  };
  const doubtful: Vault = {
    identitySeed: base64(9),
    encryptionSeeds: { [base64(4)]: base64(9), [base64(7)]: base64(8) },
    recoveryKey: base64(9, 1_216),
    recoveryDrill: 7,
    contacts: {
      [other]: { kind: 'met', identity: base64(9, 16), keyLogSeq: 9 },
      [stranger]: { kind: 'verified', identity: base64(9), keyLogSeq: 3 },
      [uid]: { kind: 'unknown: later' },
    },
  };

  test('gives old seeds, and who was met, and neither identity, recovery key nor trust', () => {
    expect(takeAlong(own, doubtful)).toEqual({
      identitySeed: own.identitySeed,
      encryptionSeeds: { [base64(4)]: base64(5), [base64(7)]: base64(8) },
      contacts: { ...own.contacts, [stranger]: { kind: 'met', identity: base64(9, 16), keyLogSeq: 3 } },
    });
  });
});

describe('a key on paper', () => {
  const paper = Uint8Array.from({ length: 20 }, (_, i) => i * 11);
  const written = writeKey(paper);

  test('is nine groups of four', () => {
    expect(written).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  test('is read in either case, with spaces, and with letters for the digits they look like', () => {
    expect(readKey(written)).toEqual(paper);
    expect(readKey(written.toLowerCase().replaceAll('-', ' '))).toEqual(paper);
    expect(readKey(written.replaceAll('0', 'o').replaceAll('1', 'L'))).toEqual(paper);
  });

  test('with one character changed is refused, wherever it is', () => {
    const characters = written.replaceAll('-', '');
    const accepted = Array.from(characters, (character, i) => {
      const changed = character === 'Z' ? 'Y' : 'Z';
      return readKey(characters.slice(0, i) + changed + characters.slice(i + 1));
    }).filter((read) => read !== undefined);
    // The checksum has 20 bits: with this key none of the 36 slips through.
    expect(accepted).toEqual([]);
  });

  test.each(['', 'AAAA', `${written}0`, written.replace(/.$/, 'U'), 'Ä'.repeat(36)])('%j is none', (text) => {
    expect(readKey(text)).toBeUndefined();
  });

  test('opens the master key that was sealed to its public half', async () => {
    const place = { uid, generation: 1 };
    const sealed = await sealToRecoveryKey(await recoveryPublicKey(paper), masterKey, place);
    expect(await openByRecoveryKey(paper, sealed, place)).toEqual(masterKey);
    expect(await openByRecoveryKey(paper, sealed, { uid, generation: 2 })).toBeUndefined();
    expect(await openByRecoveryKey(new Uint8Array(20), sealed, place)).toBeUndefined();
  });
});
