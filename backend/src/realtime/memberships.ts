import { currentMembers, roleOf, type Entry, type Uuid } from '@parley/protocol';
import type { Context } from '../domain/context.ts';
import { membershipChange } from '../domain/conversations/membership-change.ts';
import type { ChatNamespace, ChatSocket } from './chat-server.ts';
import { roomOf } from './rooms.ts';

/** Keeps sockets in the rooms of the conversations that their users are members of. */
export class Memberships {
  readonly #namespace: ChatNamespace;
  readonly #conversations: Context['conversations'];
  /** Counts changes, so that a socket that comes in meanwhile notices that its list is old. */
  #version = 0;

  constructor(namespace: ChatNamespace, { conversations }: Pick<Context, 'conversations'>) {
    this.#namespace = namespace;
    this.#conversations = conversations;
  }

  /** Brings a new socket into all its rooms. */
  async enter(socket: ChatSocket): Promise<void> {
    const { uid, sid } = socket.data;
    void socket.join([roomOf.user(uid), roomOf.session(sid)]);
    let version: number;
    let conversations: readonly Uuid[];
    do {
      version = this.#version;
      conversations = await this.#conversations.conversationsOf(uid);
    } while (version !== this.#version);
    if (socket.connected) void socket.join(conversations.map(roomOf.conversation));
  }

  /** Before an entry is emitted: who joins with it hears it. */
  beforeEntry(entry: Entry): void {
    const { joined } = membershipChange(entry);
    if (joined.length > 0) this.#version++;
    const room = roomOf.conversation(entry.conversation);
    for (const uid of this.online(joined)) this.#namespace.in(roomOf.user(uid)).socketsJoin(room);
  }

  /** After it: who leaves with it has heard it, and hears nothing more. */
  afterEntry(entry: Entry): void {
    const { departed } = membershipChange(entry);
    if (departed.length > 0) this.#version++;
    const room = roomOf.conversation(entry.conversation);
    for (const uid of departed) this.#namespace.in(roomOf.user(uid)).socketsLeave(room);
  }

  /** Puts the room of a conversation in order after changes that were missed. */
  async reconcile(conversation: Uuid): Promise<void> {
    const state = await this.#conversations.state(conversation);
    if (state === undefined) return;
    this.#version++;
    const room = roomOf.conversation(conversation);
    for (const uid of this.online(currentMembers(state)))
      this.#namespace.in(roomOf.user(uid)).socketsJoin(room);
    for (const id of this.#namespace.adapter.rooms.get(room) ?? []) {
      const socket = this.#namespace.sockets.get(id);
      if (socket !== undefined && roleOf(state, socket.data.uid) === null) void socket.leave(room);
    }
  }

  /** Those of the users who have a socket here. */
  online(uids: readonly Uuid[]): readonly Uuid[] {
    return uids.filter((uid) => this.#namespace.adapter.rooms.has(roomOf.user(uid)));
  }
}
