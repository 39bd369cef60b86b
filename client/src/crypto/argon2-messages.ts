import type { Kdf } from '@parley/protocol';

/** What the page asks its worker for. */
export interface Argon2Request {
  readonly password: Uint8Array;
  readonly kdf: Kdf;
}

/** What the worker answers. */
export type Argon2Answer = { readonly hash: Uint8Array<ArrayBuffer> } | { readonly failed: string };
