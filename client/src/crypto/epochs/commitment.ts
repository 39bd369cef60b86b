import { ByteWriter, type Uuid, hmacOf } from '@parley/protocol';
import { sha256 } from '../sha256.ts';
import { label } from '../labels.ts';

const LABEL = label('epoch');

/**
 * What fixes an epoch's key without saying it, 32 bytes: HMAC(epoch key, label ‖ conversation16 ‖ epoch4). Every key that
 * one opens is held against it, so that no two members are given different ones.
 */
export function commitmentOf(epochKey: Uint8Array, conversation: Uuid, epoch: number): Uint8Array {
  return hmacOf(sha256, epochKey, new ByteWriter().bytes(LABEL).uuid(conversation).number(epoch, 4).finish());
}
