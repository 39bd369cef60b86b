import type { MessageBody, Payload, Uuid } from '@parley/protocol';

/** To which conversation something goes. */
export interface Addressee {
  readonly conversation: Uuid;
  /** The peer of a direct conversation, which may begin with what is sent. */
  readonly peer?: Uuid | undefined;
}

/** Appends entries that belong to no item of the outbox. */
export interface EntrySender {
  /** Resolves when the server has stored it, also if it had it already. @throws ParleyError, NoAnswerError */
  append(
    to: Addressee,
    command: { readonly id: Uuid; readonly body: MessageBody; readonly payload: Payload },
  ): Promise<void>;
}
