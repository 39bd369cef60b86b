import type { Hook, Uuid } from '@parley/protocol';

/** A webhook, and its secret, which is never shown again. */
export interface NewHook {
  readonly hook: Hook;
  readonly secret: string;
}

/** Webhooks of a room or an open group, for its owners and admins. All of it needs a connection and fails with a `CodedError`. */
export interface RoomHooks {
  list(conversation: Uuid): Promise<readonly Hook[]>;
  /** One that tools post to: its secret stands behind `/hooks/`. */
  createIncoming(conversation: Uuid, name: string): Promise<NewHook>;
  /** One that is called on words: its secret signs the requests. */
  createOutgoing(
    conversation: Uuid,
    hook: { readonly name: string; readonly url: string; readonly words: readonly string[] },
  ): Promise<NewHook>;
  /** Makes the user its maker: it works as long as they may make it. */
  takeOver(conversation: Uuid, hook: Uuid): Promise<Hook>;
  revoke(conversation: Uuid, hook: Uuid): Promise<void>;
}
