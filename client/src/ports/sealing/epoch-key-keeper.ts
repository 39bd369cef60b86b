import type { Uuid } from '@parley/protocol';

/** The key of an epoch. The commitment says which: a dishonest member may give several to one number. */
export interface EpochKey {
  readonly epoch: number;
  /** In base64. */
  readonly commitment: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** Where the keys of epochs that were opened or made here are kept. */
export interface EpochKeyKeeper {
  keep(conversation: Uuid, keys: readonly EpochKey[]): Promise<void>;
  /** All of a conversation, in rising order of their epochs. */
  of(conversation: Uuid): Promise<readonly EpochKey[]>;
}
