import type { Entry, MessageBody, Payload, Uuid } from '@parley/protocol';
import type { GroupChange, SealedCreation } from '../../model/group-change.ts';

/** To which conversation something goes. */
export interface Addressee {
  readonly conversation: Uuid;
  /** The peer of a direct conversation, which may begin with what is sent. */
  readonly peer?: Uuid | undefined;
}

/** An entry with its envelope. */
export interface SignedEntry {
  readonly id: Uuid;
  readonly body: MessageBody | GroupChange | SealedCreation;
  readonly payload: Payload;
}

/** Appends entries that belong to no item of the outbox. Only the tab that owns the outbox may. */
export interface EntrySender {
  /**
   * Resolves when the server has stored it, also if it had it already.
   * @returns it as it is stored
   * @throws CodedError; NoAnswerError, also where another tab owns the outbox
   */
  append(to: Addressee, entry: SignedEntry): Promise<Entry>;
}
