import { decodeSimple, directConversationId, type Entry, type Uuid } from '@parley/protocol';
import { atom } from 'nanostores';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { beforeEach, expect, test } from 'vitest';
import { generateDeviceKey } from '../../src/crypto/envelopes/device-key.ts';
import { sha256 } from '../../src/crypto/sha256.ts';
import { sealSimple } from '../../src/crypto/simple/seal-simple.ts';
import { simpleSuite } from '../../src/crypto/simple/simple-suite.ts';
import type { DeviceKey } from '../../src/model/keys/device-key.ts';
import { unstartedDirect } from '../../src/local/conversations/unstarted-direct.ts';
import { KnownConversations } from '../../src/model/known-conversations.ts';
import type { OpenedAccount } from '../../src/model/sealing/sealing-account.ts';
import type { SealingAlarm } from '../../src/model/sealing/sealing-alarm.ts';
import type { SimpleMachine } from '../../src/model/sealing/simple-machine.ts';
import type { StoredConversation } from '../../src/model/stored-conversation.ts';
import { traceName } from '../../src/model/sealing/window-traces.ts';
import { FakeClock } from '../../src/platform/fake-clock.ts';
import type { MachineKeys } from '../../src/ports/keys/account-keys.ts';
import type { HttpApi } from '../../src/ports/http-api.ts';
import { RosterLists } from '../../src/sealing/held/roster-lists.ts';
import { SimpleSealing } from '../../src/sealing/simple/simple-sealing.ts';
import { MemoryStorage } from '../../src/storage/memory/memory-storage.ts';
import { sealingAccount } from './sealed-person.ts';

const MACHINE = '90000000-0000-4000-8000-000000000000';
const ID = '50000000-0000-4000-8000-000000000000';

let own: OpenedAccount;
let stored: StoredConversation;
let conversation: Uuid;
let machine: SimpleMachine;
let machineKey: DeviceKey;
let copy: MemoryStorage;
let alarms: SealingAlarm[];
/** What all devices of the user have noted. */
let noted: Set<string>;

beforeEach(async () => {
  const { account, followed } = await sealingAccount(1);
  own = { ...account, followed, contacts: {} };
  conversation = directConversationId(sha256, own.keyLog.uid, MACHINE);
  machineKey = await generateDeviceKey();
  const { publicKey } = await simpleSuite.GenerateKeyPair(true);
  machine = {
    ...{ uid: MACHINE, username: 'deploy', displayName: 'deploy', about: '', admin: false, removed: false },
    kind: 'machine',
    accountKey: uint8ArrayToBase64(machineKey.publicKey),
    simpleKey: uint8ArrayToBase64(await simpleSuite.SerializePublicKey(publicKey)),
  };
  copy = new MemoryStorage(own.keyLog.uid);
  const head = unstartedDirect(conversation, own.keyLog.uid, MACHINE);
  stored = (await copy.saveHeads([head]))[0] ?? expect.unreachable();
  alarms = [];
  noted = new Set();
});

/** A start of the client on this device. */
function started(chains = new Map<number, string>(), firsts = new Map<string, number>()): SimpleSealing {
  const known = new KnownConversations();
  known.put(stored);
  const api: HttpApi = { call: () => Promise.reject(new Error('nothing is asked for')) };
  return new SimpleSealing({
    me: own.keyLog.uid,
    clock: new FakeClock(),
    link: {
      known,
      people: { users: atom(new Map()) },
      background: () => undefined,
    },
    keyLogs: { hasKeys: () => false },
    keys: { meetMachine: (_, shown) => Promise.resolve(met(shown)) },
    lists: new RosterLists({ api, keeper: copy.rosters }),
    account: () => own,
    windows: {
      of: () =>
        Promise.resolve({
          ...{ first: 1, last: 9, chains, senders: new Map(), entries: [] },
          traces: { firsts, vouches: {}, named: [] },
        }),
    },
    told: () => undefined,
    alarm: (alarm) => void alarms.push(alarm),
  });
}

function met({ accountKey, simpleKey }: MachineKeys) {
  const isNew = !noted.has(accountKey) || !noted.has(simpleKey);
  const isChanged = noted.size > 0 && isNew;
  noted = new Set([...noted, accountKey, simpleKey]);
  return { keys: [accountKey], isChanged };
}

async function saidBy(sender: Uuid, key: Pick<DeviceKey, 'privateKey'>, time: number): Promise<Entry> {
  const simpleKey = own.keyLog.versions.at(-1)?.simpleKey ?? '';
  const readers = [
    { user: own.keyLog.uid, publicKey: base64ToUint8Array(simpleKey) },
    { user: MACHINE, publicKey: base64ToUint8Array(machine.simpleKey) },
  ];
  const content = new TextEncoder().encode('{"type":"text","text":"deploy now"}');
  const bytes = await sealSimple({ conversation, sender, id: ID, time }, readers, content, async (signed) => {
    return new Uint8Array(await crypto.subtle.sign('Ed25519', key.privateKey, signed));
  });
  return {
    ...{ conversation, seq: 2, id: ID, sender, time, count: 1, chain: 'two' },
    ...{ body: { kind: 'message' }, payload: { kind: 'sealed', bytes: uint8ArrayToBase64(bytes) } },
  };
}

const SHOWN = { kind: 'content', content: { type: 'text', text: 'deploy now' } };
const text = { body: { kind: 'message' }, content: { type: 'text', text: 'hello' } } as const;
const write = (sealing: SimpleSealing, to = machine) => sealing.seal({ conversation, id: ID, ...text }, to);

test('the same message counts where it stands first', async () => {
  const entry = await saidBy(MACHINE, machineKey, 1_000);
  const sealing = started();
  expect(await sealing.open(entry, machine)).toEqual(SHOWN);
  const again = { ...entry, seq: 7, time: 9_000, chain: 'seven' };
  expect(await sealing.open(again, machine)).toEqual({ kind: 'refused', refusal: 'repeated' });
  expect(await sealing.open(entry, machine)).toEqual(SHOWN);
  // Read before the start.
  const later = started(new Map(), new Map([[traceName(entry), 2]]));
  expect(await later.open(again, machine)).toEqual({ kind: 'refused', refusal: 'repeated' });
});

test('a message that the log lost and has again elsewhere counts there', async () => {
  const entry = await saidBy(MACHINE, machineKey, 1_000);
  const sealing = started(new Map([[2, 'another']]));
  expect(await sealing.open(entry, machine)).toEqual(SHOWN);
  expect(await sealing.open({ ...entry, seq: 7, chain: 'seven' }, machine)).toEqual(SHOWN);
});

test('what a device with a slow clock wrote before it was logged out stays its own', async () => {
  const { device, deviceKey, followed } = own;
  // It logged itself out at 2,000 by its own clock, three minutes behind the server's.
  const entry = { ...(await saidBy(own.keyLog.uid, deviceKey, 1_000)), time: 181_000 };
  const one = followed.log.devices.get(device) ?? expect.unreachable();
  const devices = new Map([[device, { ...one, revokedAt: 3 }]]);
  const log = { ...followed.log, devices };
  own = { ...own, followed: { ...followed, log, times: { 3: 2_000 } } };
  expect(await started().open(entry, machine)).toEqual(SHOWN);
  const late = await saidBy(own.keyLog.uid, deviceKey, 2_500);
  expect(await started().open(late, machine)).toEqual({ kind: 'refused', refusal: 'signature' });
});

test.each(['00', '01'])('a key that takes no seal is told at once: %s', async (byte) => {
  const simpleKey = uint8ArrayToBase64(Uint8Array.from([Number(byte), ...new Uint8Array(31)]));
  const message = "The key of this machine can't be used, so that nothing can be encrypted to it.";
  await expect(write(started(), { ...machine, simpleKey })).rejects.toMatchObject({
    ...{ code: 'E_NO_KEYS', retryable: false, message },
  });
});

test('a machine that shows other keys than this device saw last is told, whoever noted them before', async () => {
  const sealed = await write(started());
  expect(
    decodeSimple(base64ToUint8Array(sealed.payload?.kind === 'sealed' ? sealed.payload.bytes : '')),
  ).toBeDefined();
  const other = { ...machine, simpleKey: own.keyLog.versions.at(-1)?.simpleKey ?? '' };
  // Another device was shown it first, and the vault has it from there.
  met(other);
  await write(started(), other);
  expect(alarms).toMatchObject([{ kind: 'machineKey', conversation, by: MACHINE }]);
  await write(started(), other);
  expect(alarms).toHaveLength(1);
  // A former key, perhaps one that was stolen and replaced.
  await write(started());
  expect(alarms).toHaveLength(2);
  await started().looked(conversation, MACHINE, machine);
  expect(alarms).toHaveLength(2);
  await started().looked(conversation, MACHINE, undefined);
  expect(alarms).toHaveLength(3);
});
