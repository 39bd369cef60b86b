import { currentMembers, roleOf, type ConversationState, type Entry, type Uuid } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { membershipChange } from '../../domain/log/membership-change.ts';
import { isLimited, mayRead } from '../../domain/machines/scopes.ts';
import type { Connection, Connections } from '../connections.ts';
import { roomOf } from '../rooms.ts';

/** Those that the connections of a user are in. */
const ROOMS = [roomOf.user, roomOf.limited];

/** Keeps connections in the rooms of the conversations that their users are members of. */
export class Memberships {
  readonly #connections: Connections;
  readonly #conversations: Context['conversations'];
  /** Connections that are still joining, with the conversations that their users left meanwhile. */
  readonly #entering = new Map<Connection, Set<Uuid>>();

  constructor(connections: Connections, { conversations }: Pick<Context, 'conversations'>) {
    this.#connections = connections;
    this.#conversations = conversations;
  }

  /** Joins a new connection to all its rooms. */
  async enter(connection: Connection): Promise<void> {
    const { uid, scopes } = connection.data;
    // From here on the connection joins new conversations together with its user.
    connection.join([isLimited(scopes) ? roomOf.limited(uid) : roomOf.user(uid)]);
    const departed = new Set<Uuid>();
    this.#entering.set(connection, departed);
    try {
      const conversations = await this.#conversations.conversationsOf(uid);
      const current = conversations.filter(
        (conversation) => !departed.has(conversation) && mayRead(scopes, conversation),
      );
      if (connection.isOpen) connection.join(current.map(roomOf.conversation));
    } finally {
      this.#entering.delete(connection);
    }
  }

  /** Before an entry is emitted: users who join with it receive it. */
  beforeEntry(entry: Entry): void {
    const { joined } = membershipChange(entry);
    this.#join(this.online(joined), entry.conversation);
  }

  /** After it was emitted: users who leave with it have received it, and receive nothing more. */
  afterEntry(entry: Entry): void {
    const { departed } = membershipChange(entry);
    const room = roomOf.conversation(entry.conversation);
    for (const uid of departed) for (const connection of this.#of(uid)) connection.leave(room);
    this.#departed(entry.conversation, (uid) => departed.includes(uid));
  }

  /** Catches up on who joined and left with entries that are not emitted. */
  follow(entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.beforeEntry(entry);
      this.afterEntry(entry);
    }
  }

  /**
   * Corrects the room of a conversation after changes that may have been missed.
   * @param changing users whose entries are about to be emitted; they are left alone
   */
  reconcile(state: ConversationState, changing: ReadonlySet<Uuid>): void {
    const room = roomOf.conversation(state.conversation);
    const isOut = (uid: Uuid) => !changing.has(uid) && roleOf(state, uid) === null;
    const settled = currentMembers(state).filter((uid) => !changing.has(uid));
    this.#join(this.online(settled), state.conversation);
    for (const connection of this.#connections.in(room))
      if (isOut(connection.data.uid)) connection.leave(room);
    this.#departed(state.conversation, isOut);
  }

  /** Those of the users who have a connection here. */
  online(uids: readonly Uuid[]): readonly Uuid[] {
    return uids.filter((uid) => ROOMS.some((room) => this.#connections.sizeOf(room(uid)) > 0));
  }

  #join(uids: readonly Uuid[], conversation: Uuid): void {
    for (const connection of uids.flatMap((uid) => this.#of(uid)))
      if (mayRead(connection.data.scopes, conversation)) connection.join([roomOf.conversation(conversation)]);
  }

  #of(uid: Uuid): readonly Connection[] {
    return ROOMS.flatMap((room) => this.#connections.in(room(uid)));
  }

  #departed(conversation: Uuid, isOut: (uid: Uuid) => boolean): void {
    for (const [connection, departed] of this.#entering)
      if (isOut(connection.data.uid)) departed.add(conversation);
  }
}
