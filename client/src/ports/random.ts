import type { Uuid } from '@parley/protocol';

/** Randomness, injected so that a simulation can be replayed from its seed. */
export interface Random {
  /** Version 4. */
  uuid(): Uuid;
  /** At least 0, below 1. For jitter, never for secrets. */
  number(): number;
  /** Unpredictable bytes, for salts. */
  bytes(length: number): Uint8Array<ArrayBuffer>;
}
