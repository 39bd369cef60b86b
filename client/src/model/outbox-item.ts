import type { Content, MessageBody, Payload, Preferences, Uuid, WireError } from '@parley/protocol';
import type { Boxable } from './boxable.ts';

/** What an item of the outbox asks of the server. */
export type OutboxTask =
  | {
      readonly kind: 'append';
      readonly body: MessageBody;
      readonly content?: Content;
      /** Said to somebody who has no keys yet, after the user chose to send it without encryption. */
      readonly openly?: boolean;
    }
  | { readonly kind: 'preferences'; readonly preferences: Preferences };

/**
 * `waiting`: to be sent, in the order of the keys.
 * `refused`: set aside by a refusal. `definite` says that the server certainly has not stored it, `damaged` that what it says can't be
 * read here any more, so that there is nothing to send.
 * `lost`: was on the server, which was restored from a backup without it.
 */
type OutboxState =
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'refused';
      readonly error: WireError;
      readonly definite: boolean;
      readonly damaged?: true;
    }
  | { readonly kind: 'lost' };

export interface NewOutboxItem extends Boxable {
  readonly conversation: Uuid;
  /** The peer of a direct conversation; in notes to oneself, the user. */
  readonly peer?: Uuid;
  /** Id of the command; the entry will carry it. */
  readonly id: Uuid;
  /** When it was written, in ms; for display only. */
  readonly time: number;
  readonly task: OutboxTask;
}

/** A command kept until the server has certainly received it. */
export interface OutboxItem extends NewOutboxItem {
  /** Rises with every item; orders them. */
  readonly key: number;
  /** Built when the item is first in the queue, together with its body; every attempt sends these bytes. */
  readonly payload?: Payload | undefined;
  /** Whether it was ever sent, so that the server may have it. */
  readonly emitted: boolean;
  /** Connections that closed while it was in flight, although they had just carried something else. */
  readonly closes: number;
  readonly state: OutboxState;
}

/** An item for the end of the queue: a new one that waits, or one that has been in a queue before, as it was there. */
export type QueuedItem = NewOutboxItem &
  Partial<Pick<OutboxItem, 'payload' | 'emitted' | 'closes' | 'state'>>;

/** A conversation has two lanes: messages and changes, and preferences. The items of a lane are sent one after the other. */
export interface Lane {
  readonly conversation: Uuid;
  readonly kind: OutboxTask['kind'];
}

export function isIn(item: NewOutboxItem, { conversation, kind }: Lane): boolean {
  return item.conversation === conversation && item.task.kind === kind;
}
