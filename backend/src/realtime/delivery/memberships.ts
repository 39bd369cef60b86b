import { currentMembers, roleOf, type ConversationState, type Entry, type Uuid } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { membershipChange } from '../../domain/log/membership-change.ts';
import type { ChatNamespace, ChatSocket } from '../socket-io/chat-server.ts';
import { roomOf } from '../rooms.ts';

/** Keeps sockets in the rooms of the conversations that their users are members of. */
export class Memberships {
  readonly #namespace: ChatNamespace;
  readonly #conversations: Context['conversations'];
  /** Sockets that are still joining, with the conversations that their users left meanwhile. */
  readonly #entering = new Map<ChatSocket, Set<Uuid>>();

  constructor(namespace: ChatNamespace, { conversations }: Pick<Context, 'conversations'>) {
    this.#namespace = namespace;
    this.#conversations = conversations;
  }

  /** Joins a new socket to all its rooms. */
  async enter(socket: ChatSocket): Promise<void> {
    const { uid, sid } = socket.data;
    // From here on the socket joins new conversations together with its user.
    void socket.join([roomOf.user(uid), roomOf.session(sid)]);
    const departed = new Set<Uuid>();
    this.#entering.set(socket, departed);
    try {
      const conversations = await this.#conversations.conversationsOf(uid);
      const current = conversations.filter((conversation) => !departed.has(conversation));
      if (socket.connected) void socket.join(current.map(roomOf.conversation));
    } finally {
      this.#entering.delete(socket);
    }
  }

  /** Before an entry is emitted: users who join with it receive it. */
  beforeEntry(entry: Entry): void {
    const { joined } = membershipChange(entry);
    const room = roomOf.conversation(entry.conversation);
    for (const uid of this.online(joined)) this.#namespace.in(roomOf.user(uid)).socketsJoin(room);
  }

  /** After it was emitted: users who leave with it have received it, and receive nothing more. */
  afterEntry(entry: Entry): void {
    const { departed } = membershipChange(entry);
    const room = roomOf.conversation(entry.conversation);
    for (const uid of departed) this.#namespace.in(roomOf.user(uid)).socketsLeave(room);
    this.#departed(entry.conversation, (uid) => departed.includes(uid));
  }

  /**
   * Corrects the room of a conversation after changes that may have been missed.
   * @param changing users whose entries are about to be emitted; they are left alone
   */
  reconcile(state: ConversationState, changing: ReadonlySet<Uuid>): void {
    const room = roomOf.conversation(state.conversation);
    const isOut = (uid: Uuid) => !changing.has(uid) && roleOf(state, uid) === null;
    for (const uid of this.online(currentMembers(state))) {
      if (!changing.has(uid)) this.#namespace.in(roomOf.user(uid)).socketsJoin(room);
    }
    for (const id of this.#namespace.adapter.rooms.get(room) ?? []) {
      const socket = this.#namespace.sockets.get(id);
      if (socket !== undefined && isOut(socket.data.uid)) void socket.leave(room);
    }
    this.#departed(state.conversation, isOut);
  }

  /** Those of the users who have a socket here. */
  online(uids: readonly Uuid[]): readonly Uuid[] {
    return uids.filter((uid) => this.#namespace.adapter.rooms.has(roomOf.user(uid)));
  }

  #departed(conversation: Uuid, isOut: (uid: Uuid) => boolean): void {
    for (const [socket, departed] of this.#entering) if (isOut(socket.data.uid)) departed.add(conversation);
  }
}
