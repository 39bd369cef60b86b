import type { Uuid } from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { commitmentOf } from '../../crypto/epochs/commitment.ts';
import type { EpochKey } from '../../ports/sealing/epoch-key-keeper.ts';

/** Draws the key of a new epoch. */
export function newEpochKey(conversation: Uuid, epoch: number): EpochKey {
  return epochKeyOf(conversation, epoch, crypto.getRandomValues(new Uint8Array(32)));
}

/** A key with its commitment. @param key 32 bytes */
export function epochKeyOf(conversation: Uuid, epoch: number, key: Uint8Array): EpochKey {
  return { epoch, commitment: uint8ArrayToBase64(commitmentOf(key, conversation, epoch)), key };
}
