import {
  activeDevices,
  canonicalJson,
  decodeEnvelope,
  emptyKeyLog,
  encodeEnvelope,
  encodeHeader,
  isBundle,
  parseKeyLogEntry,
  SIGNATURE_BYTES,
  StoredVault,
  Vault,
  type BundleEnvelope,
} from '@parley/protocol';
import { stringToUint8Array as utf8, uint8ArrayToBase64 } from 'uint8array-extras';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openAccount, type OpeningKey } from '../../src/crypto/account/open-account.ts';
import { keyPairs } from '../../src/crypto/account/key-pairs.ts';
import { checkEnvelope } from '../../src/crypto/envelopes/check-envelope.ts';
import { openContent } from '../../src/crypto/envelopes/open-content.ts';
import { sealContent } from '../../src/crypto/envelopes/seal-content.ts';
import { openEpochKeys } from '../../src/crypto/epochs/epoch-keys.ts';
import { importPrivateKey } from '../../src/crypto/epochs/hpke.ts';
import { followKeyLog, unknownKeyLog } from '../../src/crypto/key-log/follow-key-log.ts';
import { signKeyLogEntry } from '../../src/crypto/key-log/sign-key-log-entry.ts';
import { passwordKeys } from '../../src/crypto/password-keys.ts';
import { sha256 } from '../../src/crypto/sha256.ts';
import { pairingKey } from '../../src/crypto/vault/pairing-key.ts';
import { lockVault } from '../../src/crypto/vault/vault-box.ts';
import { readKey } from '../../src/crypto/vault/written-key.ts';
import { unwrapMasterKey, wrapMasterKey } from '../../src/crypto/vault/wraps.ts';
import { directKdf } from '../../src/node/direct-kdf.ts';
import {
  bytes,
  entryOf,
  envelopes,
  followed,
  headerOf,
  keyLog,
  surroundings,
  uid,
  vector,
} from './frozen-account.ts';

const { vault } = vector;
const seeds = vector.encryptionSeeds.map((seed) => bytes(seed));

describe('the key log', () => {
  test('is followed to the frozen hashes, identity and devices', async () => {
    const { log, hashes } = await followed();
    expect(hashes.map((hash) => uint8ArrayToBase64(hash))).toEqual(keyLog.hashes);
    expect(log.identity).toBe(keyLog.identity);
    expect(activeDevices(log)).toEqual(keyLog.activeDevices);
  });

  test('is made again byte for byte', async () => {
    let known = unknownKeyLog(uid);
    expect(uint8ArrayToBase64(emptyKeyLog(sha256, uid).hash)).toBe(keyLog.hashes[0]);
    for (const { signedBy, ...signed } of keyLog.entries) {
      const by = signedBy.map((seed) => bytes(seed));
      expect(await signKeyLogEntry(known.log, parseKeyLogEntry(signed.entry), by)).toEqual(signed);
      const again = known.log.seq === 0 ? [signed] : [keyLog.entries[known.log.seq - 1] ?? signed, signed];
      const following = await followKeyLog(known, again, () => Promise.resolve());
      if (following.kind === 'refused') throw new Error(following.problem);
      known = following.known;
    }
  });

  test('says the public keys of the frozen seeds', async () => {
    const { log } = await followed();
    const pairs = vector.identitySeeds.map((seed, i) => keyPairs(bytes(seed), seeds[i]));
    const made = (await Promise.all(pairs)).map(({ public: { identity: _, ...keys } }) => keys);
    expect(log.versions).toEqual(made.map((keys) => expect.objectContaining(keys) as unknown));
  });
});

describe('the vault', () => {
  async function openedBy(key: OpeningKey) {
    const stored = StoredVault.parse(vault.stored);
    return openAccount(uid, stored, (await followed()).log, key);
  }

  test('opens by the password', async () => {
    const { text, kdf, ...frozen } = vector.password;
    const keys = await passwordKeys(directKdf, text, { ...kdf, name: 'argon2id' });
    expect(uint8ArrayToBase64(keys.keyEncryptionKey)).toBe(frozen.keyEncryptionKey);
    expect(uint8ArrayToBase64(keys.authenticationSeed)).toBe(frozen.authenticationSeed);
    const opened = await openedBy({ kind: 'password', key: keys.keyEncryptionKey });
    expect(canonicalJson(opened?.vault)).toBe(vault.json);
  });

  test('opens by the recovery key, as it is written', async () => {
    const key = readKey(vector.recoveryKey.written) ?? new Uint8Array();
    expect(uint8ArrayToBase64(key)).toBe(vector.recoveryKey.key);
    const opened = await openedBy({ kind: 'recovery', key });
    expect(uint8ArrayToBase64(opened?.masterKey ?? new Uint8Array())).toBe(vault.masterKey);
  });

  test('opens by a code from another browser', async () => {
    const code = readKey(vector.pairing.written) ?? new Uint8Array();
    const place = { uid, way: 'pairing', generation: vault.stored.generation } as const;
    const masterKey = await unwrapMasterKey(await pairingKey(code), bytes(vector.pairing.wrap), place);
    expect(uint8ArrayToBase64(masterKey ?? new Uint8Array())).toBe(vault.masterKey);
  });

  describe('with the frozen randomness', () => {
    const masterKey = bytes(vault.masterKey);
    const { generation, version, box, wraps } = StoredVault.parse(vault.stored);

    /** The next box gets the iv that this one has. */
    const withIvOf = (frozen: string) => {
      const getRandomValues = vi.spyOn(crypto, 'getRandomValues');
      getRandomValues.mockImplementationOnce((array) => {
        (array as Uint8Array).set(bytes(frozen).slice(0, 12));
        return array;
      });
    };
    afterEach(() => vi.restoreAllMocks());

    test('is locked again byte for byte', async () => {
      withIvOf(box);
      const locked = await lockVault(masterKey, Vault.parse(JSON.parse(vault.json)), {
        uid,
        generation,
        version,
      });
      expect(uint8ArrayToBase64(locked)).toBe(box);
    });

    test.each([
      ['password', vector.password.keyEncryptionKey, wraps.password.wrap],
      ['pairing', '', vector.pairing.wrap],
    ] as const)('its master key is wrapped again byte for byte: %s', async (way, key, frozen) => {
      const wrapKey = way === 'pairing' ? await pairingKey(bytes(vector.pairing.code)) : bytes(key);
      withIvOf(frozen);
      const wrap = await wrapMasterKey(wrapKey, masterKey, { uid, way, generation });
      expect(uint8ArrayToBase64(wrap)).toBe(frozen);
    });
  });
});

describe('an envelope', () => {
  const all = {
    statement: [envelopes.statement, 'statement'],
    content: [envelopes.content, 'content'],
    keys: [envelopes.keys, 'bundle'],
    added: [envelopes.added, 'bundle'],
  } as const;

  test.each(Object.entries(all))(
    'of %s has the frozen fields, and is written as it came',
    async (_, [one, kind]) => {
      const signed = decodeEnvelope(bytes(one.bytes));
      expect(signed.envelope.header).toEqual(headerOf(one, kind));
      expect(encodeHeader(signed.envelope.header)).toEqual(bytes(one.bytes).slice(0, 188));
      const again = [...encodeEnvelope(signed.envelope), ...signed.signature];
      expect(uint8ArrayToBase64(Uint8Array.from(again))).toBe(one.bytes);
      await checkEnvelope(signed, entryOf(one), await surroundings());
    },
  );

  test('with content is sealed and opened to the same bytes', async () => {
    const { text, frankKey, iv, ...one } = envelopes.content;
    const [, epochKey = ''] = envelopes.epochKeys;
    const random = { frankKey: bytes(frankKey), iv: bytes(iv) };
    const sealed = await sealContent(bytes(epochKey), headerOf(one, 'content'), utf8(text), random);
    expect(encodeEnvelope(sealed)).toEqual(bytes(one.bytes).slice(0, -SIGNATURE_BYTES));
    expect((await openContent(bytes(epochKey), sealed)).content).toEqual(utf8(text));
  });

  test.each(['keys', 'added'] as const)('with %s opens to the frozen keys', async (name) => {
    const { recipients, from, ...one } = envelopes[name];
    const { recipients: records, ...head } = bundleIn(bytes(one.bytes));
    for (const { user, keyVersion, seed } of recipients) {
      const record = records.find((each) => each.user === user);
      if (record === undefined) throw new Error(`nothing is sealed to ${user}`);
      expect(record.keyVersion).toBe(keyVersion);
      const keys = await openEpochKeys(head, record, await importPrivateKey(bytes(seed)));
      expect(keys.map((key) => uint8ArrayToBase64(key))).toEqual(envelopes.epochKeys.slice(from - 1));
    }
  });
});

function bundleIn(envelope: Uint8Array): BundleEnvelope {
  const decoded = decodeEnvelope(envelope).envelope;
  if (!isBundle(decoded)) throw new Error('no bundle');
  return decoded;
}
