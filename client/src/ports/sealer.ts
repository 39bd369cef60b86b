import type { Content, MessageBody, CodedError, Payload, Uuid } from '@parley/protocol';
import type { OutboxItem } from '../model/outbox-item.ts';

/** What is about to leave this device. */
export interface Unsealed {
  readonly conversation: Uuid;
  /** The peer of a direct conversation, which may begin with it. */
  readonly peer?: Uuid | undefined;
  readonly id: Uuid;
  readonly body: MessageBody;
  /** Missing where the body says it all. */
  readonly content?: Content | undefined;
  /** The user knows that it can be read on the way, and wants it sent: see `OutboxTask`. */
  readonly openly?: boolean | undefined;
}

/** The same as it leaves the device. A body that names an epoch and its payload belong together. */
export interface Sealed {
  readonly body: MessageBody;
  readonly payload?: Payload | undefined;
}

/** Makes what is sent. Each is made once and then stored: every try sends the same bytes. */
export interface Sealer {
  /** @throws CodedError, NoAnswerError if it cannot be made, or not now */
  seal(unsealed: Unsealed): Promise<Sealed>;
  /**
   * How an item changes whose bytes the server refused, so that others are made under the same id. By then all that the server has is
   * held: if the entry is among it, the item is gone from the outbox.
   * @returns undefined where the item steps aside, as all do where this is left out
   */
  remake?(item: OutboxItem, error: CodedError): Promise<((now: OutboxItem) => OutboxItem) | undefined>;
}
