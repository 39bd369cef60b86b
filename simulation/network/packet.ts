import type { ServerEventName } from '@parley/protocol';
import type { Refusal } from '@parley/protocol';

/** What a client sends: first its token, then events. `ack` numbers events that want an answer. */
export type Upward =
  | { readonly kind: 'hello'; readonly token: string | undefined }
  | { readonly kind: 'event'; readonly name: string; readonly payload: unknown; readonly ack?: number };

/** What a server sends. */
export type Downward =
  | { readonly kind: 'opened' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'ack'; readonly ack: number; readonly answer: unknown }
  | { readonly kind: 'event'; readonly name: ServerEventName; readonly payload: unknown };
