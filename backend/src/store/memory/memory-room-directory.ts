import { isFound, isRoom, searchText, type ConversationState, type Uuid } from '@parley/protocol';
import type { DirectoryPlace, RoomDirectory } from '../../domain/rooms/room-directory.ts';
import type { MemoryConversationStore } from './memory-conversation-store.ts';

/** Entries of a step of erasing. */
const STEP = 200;

type MemoryRoom = ReturnType<MemoryConversationStore['all']>[number];

/** Looks through the states themselves; activity alone is its own. */
export class MemoryRoomDirectory implements RoomDirectory {
  readonly #conversations: Pick<MemoryConversationStore, 'all' | 'erase'>;
  readonly #active = new Map<Uuid, number>();
  /** Up to where deleted rooms are erased, and which are as a whole. */
  readonly #erasedTo = new Map<Uuid, number>();
  readonly #erased = new Set<Uuid>();
  #token: string | undefined;

  constructor(conversations: Pick<MemoryConversationStore, 'all' | 'erase'>) {
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

  async eraseSome(before: number): Promise<boolean> {
    const isDue = ({ state, ended }: MemoryRoom) =>
      isRoom(state) && ended < before && !this.#erased.has(state.conversation);
    const room = this.#conversations.all().find(isDue);
    if (room === undefined) return false;
    const { conversation, head } = room.state;
    const last = Math.min((this.#erasedTo.get(conversation) ?? 0) + STEP, head);
    this.#conversations.erase(conversation, last);
    this.#erasedTo.set(conversation, last);
    if (last === head) this.#erased.add(conversation);
    return true;
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
