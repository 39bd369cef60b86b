import type { Uuid } from '@parley/protocol';
import type { FollowedKeyLog } from './followed-key-log.ts';

/** The keys by which somebody's entries are judged, and to which is sealed. */
export interface SenderKeys {
  /** What was checked, up to the pinned entry. */
  readonly followed: FollowedKeyLog;
  /** From this entry of the key log on, the user has not accepted who it is: a reset identity of somebody verified. */
  readonly unacceptedFrom?: number;
}

/** By uid, the user's own among them. Who is missing has no keys, as far as is known. */
export type KeyLogs = ReadonlyMap<Uuid, SenderKeys>;
