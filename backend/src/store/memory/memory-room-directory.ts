import { isFound, isRoom, searchText, type ConversationState, type Uuid } from '@parley/protocol';
import type { DirectoryPlace, RoomDirectory } from '../../domain/rooms/room-directory.ts';
import type { MemoryConversationStore } from './memory-conversation-store.ts';

/** Looks through the states themselves; activity alone is its own. */
export class MemoryRoomDirectory implements RoomDirectory {
  readonly #conversations: Pick<MemoryConversationStore, 'all'>;
  readonly #active = new Map<Uuid, number>();
  #token: string | undefined;

  constructor(conversations: Pick<MemoryConversationStore, 'all'>) {
    this.#conversations = conversations;
  }

  async page(
    words: readonly string[],
    after: DirectoryPlace | undefined,
    limit: number,
  ): Promise<readonly DirectoryPlace[]> {
    return this.#rooms()
      .filter(({ state: { name = '' } }) => isFound(searchText({ name }), { words }))
      .map(({ state: { conversation }, began }) => this.#placeOf(conversation, began))
      .toSorted(byActivity)
      .filter((place) => after === undefined || byActivity(after, place) < 0)
      .slice(0, limit);
  }

  async listed(conversations: readonly Uuid[]): Promise<readonly Uuid[]> {
    const rooms = new Set(this.#rooms().map(({ state }) => state.conversation));
    return conversations.filter((conversation) => rooms.has(conversation));
  }

  async record(places: readonly DirectoryPlace[], upTo: string): Promise<void> {
    for (const { conversation, active } of places)
      this.#active.set(conversation, Math.max(active, this.#active.get(conversation) ?? 0));
    this.#token = upTo;
  }

  async recordedUpTo(): Promise<string | undefined> {
    return this.#token;
  }

  #rooms() {
    return this.#conversations.all().filter(({ state }) => isListed(state));
  }

  #placeOf(conversation: Uuid, began: number): DirectoryPlace {
    return { conversation, active: Math.max(began, this.#active.get(conversation) ?? 0) };
  }
}

function isListed(state: ConversationState): boolean {
  return isRoom(state) && !state.ended;
}

/** The most recently active first. */
function byActivity(a: DirectoryPlace, b: DirectoryPlace): number {
  return (
    b.active - a.active ||
    (a.conversation < b.conversation ? 1 : Number(a.conversation > b.conversation) * -1)
  );
}
