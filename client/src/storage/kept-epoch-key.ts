import { bytesOf, type Uuid } from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import type { EpochKey } from '../ports/sealing/epoch-key-keeper.ts';

/** The key of an epoch as plain JSON. */
export interface KeptEpochKey extends Omit<EpochKey, 'key'> {
  readonly conversation: Uuid;
  /** In base64. */
  readonly key: string;
}

export function keptEpochKey(conversation: Uuid, { key, ...rest }: EpochKey): KeptEpochKey {
  return { conversation, ...rest, key: uint8ArrayToBase64(key) };
}

export function epochKeyOf({ conversation: _, key, ...rest }: KeptEpochKey): EpochKey {
  return { ...rest, key: bytesOf(key) };
}
