import { ANNOUNCEMENTS, type MemberMark, type Uuid } from '@parley/protocol';
import type { MovedMark } from '../../domain/log/conversation-store.ts';
import { isDerivedId } from '../../domain/groups/derived-id.ts';
import type { Connections } from '../connections.ts';
import { roomOf } from '../rooms.ts';

/**
 * Emits moved marks: in direct conversations at once, in groups merged into one event per tick. In the announcements, of which
 * everyone is a member, and in large rooms each user receives only their own marks.
 */
export class MarkRelay {
  readonly #connections: Connections;
  readonly #pending = new Map<Uuid, Map<Uuid, MemberMark>>();

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  deliver(moved: readonly MovedMark[]): void {
    for (const { conversation, mark, isOwn } of moved) {
      if (isOwn === true || conversation === ANNOUNCEMENTS)
        this.#emit(roomOf.user(mark.uid), conversation, [mark]);
      else if (isDerivedId(conversation)) this.#emit(roomOf.conversation(conversation), conversation, [mark]);
      else this.#merge(conversation, mark);
    }
  }

  tick(): void {
    for (const [conversation, marks] of this.#pending)
      this.#emit(roomOf.conversation(conversation), conversation, [...marks.values()]);
    this.#pending.clear();
  }

  #merge(conversation: Uuid, mark: MemberMark): void {
    const marks = this.#pending.get(conversation) ?? new Map<Uuid, MemberMark>();
    this.#pending.set(conversation, marks.set(mark.uid, furthest(mark, marks.get(mark.uid))));
  }

  #emit(room: string, conversation: Uuid, marks: MemberMark[]): void {
    this.#connections.tell(room, 'updateDeliveryStatusOnConnection', { conversation, marks });
  }
}

/** Two moves of one mark may arrive in either order. */
function furthest(mark: MemberMark, other: MemberMark = mark): MemberMark {
  const { uid, delivered, read } = mark;
  return { uid, delivered: Math.max(delivered, other.delivered), read: Math.max(read, other.read) };
}
