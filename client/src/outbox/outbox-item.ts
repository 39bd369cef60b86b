import type { Content, MessageBody, Payload, Preferences, Uuid, WireError } from '@parley/protocol';

/** What an item of the outbox wants from the server. */
export type OutboxTask =
  | { readonly kind: 'append'; readonly body: MessageBody; readonly content?: Content }
  | { readonly kind: 'preferences'; readonly preferences: Preferences };

/**
 * `waiting`: to be sent, in the order of the keys.
 * `refused`: stepped aside. `definite` says that the server certainly has not stored it.
 * `lost`: was on the server, which came back from a backup without it.
 */
export type OutboxState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'refused'; readonly error: WireError; readonly definite: boolean }
  | { readonly kind: 'lost' };

export interface NewOutboxItem {
  readonly conversation: Uuid;
  /** The peer of a direct conversation, oneself in one's notes. */
  readonly peer?: Uuid;
  /** Id of the command; the entry will carry it. */
  readonly id: Uuid;
  /** When it was written, in ms; for display only. */
  readonly time: number;
  readonly task: OutboxTask;
}

/** Something that the server is to be told, kept until it has certainly heard it. */
export interface OutboxItem extends NewOutboxItem {
  /** Rises with every item; orders them. */
  readonly key: number;
  /** Built once at the head of the queue; every try sends these bytes. */
  readonly payload?: Payload;
  /** Whether it ever left this device, so that the server may have it. */
  readonly emitted: boolean;
  /** Connections that closed while it was in flight, right after they had carried something else. */
  readonly closes: number;
  readonly state: OutboxState;
}

/** What is sent one after the other: messages and changes of a conversation, and apart from them its preferences. */
export interface Lane {
  readonly conversation: Uuid;
  readonly kind: OutboxTask['kind'];
}

export function isIn(item: NewOutboxItem, { conversation, kind }: Lane): boolean {
  return item.conversation === conversation && item.task.kind === kind;
}
