import { isRoom, type Entry, type Uuid } from '@parley/protocol';
import type { StoredConversation } from '../../model/stored-conversation.ts';
import type { RosterList, RosterLists } from './roster-lists.ts';

/**
 * Rooms, which stay open. A server that calls a private group public is not believed: the first entry of the log has to say so, too,
 * and what this device held as private or sealed stays that.
 */
export class KnownRooms {
  readonly #lists: Pick<RosterLists, 'fetch'>;
  readonly #listOf: (stored: StoredConversation) => Promise<RosterList>;
  readonly #rooms = new Set<Uuid>();

  /** @param listOf the list of members as it is held here */
  constructor(
    lists: Pick<RosterLists, 'fetch'>,
    listOf: (stored: StoredConversation) => Promise<RosterList>,
  ) {
    this.#lists = lists;
    this.#listOf = listOf;
  }

  /** Whether a conversation is a room, as far as is known here. */
  async has(stored: StoredConversation): Promise<boolean> {
    const { id } = stored;
    if (!isCalledRoom(stored)) return false;
    if (!this.#rooms.has(id) && beginsRoom((await this.#listOf(stored)).entries[0])) this.#rooms.add(id);
    return this.#rooms.has(id);
  }

  /** Asks the server for the first entry where it is not held. The others would be all who ever left. @throws CodedError, NoAnswerError */
  async look(stored: StoredConversation): Promise<void> {
    if (isCalledRoom(stored) && !(await this.has(stored))) await this.#lists.fetch(new Map([[stored.id, 1]]));
  }

  /** Its log has lost its end, or is another one. */
  forget(conversation: Uuid): void {
    this.#rooms.delete(conversation);
  }
}

function isCalledRoom({ head }: StoredConversation): boolean {
  return isRoom(head) && head.protection === 'open' && head.peer === undefined;
}

function beginsRoom(first: Entry | undefined): boolean {
  const body = first?.body;
  return body?.kind === 'created' && isRoom(body) && body.protection === 'open';
}
