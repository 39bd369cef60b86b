import type { Uuid } from '@parley/protocol';

/** Randomness for ids and secrets; injected, so that simulations replay. */
export interface Random {
  bytes(length: number): Uint8Array;
  uuid(): Uuid;
}
