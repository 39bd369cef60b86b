import type { KeyLogEntry, Uuid } from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { publicKeyOf } from '../../src/crypto/ed25519.ts';
import { generateDeviceKey } from '../../src/crypto/envelopes/device-key.ts';
import { extendKeyLog } from '../../src/crypto/key-log/extend-key-log.ts';
import { after, unknownKeyLog } from '../../src/crypto/key-log/follow-key-log.ts';
import type { DeviceKey } from '../../src/model/keys/device-key.ts';
import type { FollowedKeyLog } from '../../src/model/keys/followed-key-log.ts';
import type { KeyLogs } from '../../src/model/keys/sender-keys.ts';

/** Somebody with all their keys. Whatever happens to their account makes another one of these. */
export interface Person {
  readonly uid: Uuid;
  readonly followed: FollowedKeyLog;
  /** Of the identity in force. */
  readonly seed: Uint8Array<ArrayBuffer>;
  /** All that were ever added, the first one first. */
  readonly devices: readonly { readonly id: Uuid; readonly key: DeviceKey }[];
}

const TIME = 1_000;
let drawn = 0;

/** Another UUID at each call, the same ones in each run. */
export function anyUuid(): Uuid {
  return `00000000-0000-4000-8000-${(++drawn).toString(16).padStart(12, '0')}`;
}

function anyBytes(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(length).fill(++drawn % 251);
}

/** An account with two devices. */
export async function newPerson(): Promise<Person> {
  const seed = crypto.getRandomValues(new Uint8Array(32));
  const uid = anyUuid();
  const nobody = { uid, followed: unknownKeyLog(uid), seed, devices: [] };
  const created = await withIdentity(nobody, { kind: 'created' }, seed);
  return withDevice(await withDevice(created));
}

export async function withDevice(person: Person): Promise<Person> {
  const [id, key] = [anyUuid(), await generateDeviceKey()];
  const added = { kind: 'deviceAdded', device: id, key: uint8ArrayToBase64(key.publicKey) } as const;
  const grown = await extended(person, added, [person.seed]);
  return { ...grown, devices: [...person.devices, { id, key }] };
}

/** @param at which of their devices, in the order in which they were added */
export async function withoutDevice(person: Person, at: number): Promise<Person> {
  return extended(person, { kind: 'deviceRevoked', device: deviceOf(person, at).id }, [person.seed]);
}

/** "Lost or stolen": the old identity vouches for the new one. @param revoked which of their devices */
export async function withChangedIdentity(person: Person, revoked: readonly number[] = []): Promise<Person> {
  const ids = revoked.map((at) => deviceOf(person, at).id);
  return withIdentity(person, { kind: 'identityChanged', revoked: ids }, person.seed);
}

/** All was lost. They come back with another device. */
export async function withResetIdentity(person: Person): Promise<Person> {
  return withDevice(await withIdentity(person, { kind: 'identityReset' }));
}

export function deviceOf({ devices }: Person, at: number): Person['devices'][number] {
  const device = devices[at];
  if (device === undefined) throw new Error(`there is no device ${at}`);
  return device;
}

/** What a reader knows of people. @param unaccepted from which entry of their key log on somebody was not accepted */
export function keyLogsOf(
  people: readonly Person[],
  unaccepted: Readonly<Record<Uuid, number>> = {},
): KeyLogs {
  return new Map(
    people.map(({ uid, followed }) => {
      const from = unaccepted[uid];
      return [uid, { followed, ...(from !== undefined && { unacceptedFrom: from }) }];
    }),
  );
}

type Step = KeyLogEntry extends infer Each
  ? Each extends KeyLogEntry
    ? Omit<Each, 'seq' | 'time'>
    : never
  : never;
type IdentityStep =
  | { readonly kind: 'created' | 'identityReset' }
  | { readonly kind: 'identityChanged'; readonly revoked: Uuid[] };

async function withIdentity(person: Person, step: IdentityStep, signer?: Uint8Array): Promise<Person> {
  const seed = step.kind === 'created' ? person.seed : crypto.getRandomValues(new Uint8Array(32));
  const keys = {
    identity: uint8ArrayToBase64(await publicKeyOf(seed)),
    encryptionKey: uint8ArrayToBase64(anyBytes(1_216)),
    simpleKey: uint8ArrayToBase64(anyBytes(32)),
  };
  const seeds = step.kind === 'identityChanged' && signer !== undefined ? [signer, seed] : [seed];
  return { ...(await extended(person, { ...step, ...keys }, seeds)), seed };
}

async function extended(person: Person, step: Step, seeds: readonly Uint8Array[]): Promise<Person> {
  const { log } = person.followed;
  const entry: KeyLogEntry = { ...step, seq: log.seq + 1, time: TIME };
  const { keyLog } = await extendKeyLog(log, entry, seeds);
  return { ...person, followed: after(person.followed, keyLog, entry) };
}
