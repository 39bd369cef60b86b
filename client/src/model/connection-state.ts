import type { WireError } from '@parley/protocol';

/** What the connection is doing. `ended`: the session is over and nothing reconnects by itself. */
export type ConnectionState =
  | { readonly kind: 'offline'; readonly since: number; readonly reason?: WireError }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'online' }
  | { readonly kind: 'ended'; readonly reason: WireError };
