import { isRoom, LIMITS, type Entry, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { LogGrowth } from '../log/conversation-store.ts';
import type { Appended } from '../log/next-entry.ts';
import { PageBudget } from '../log/page-budget.ts';
import type { DirectoryPlace } from './room-directory.ts';

/** How often the directory learns where people write, in ms. */
const EVERY = 10_000;
/** How far back an entry is looked for that counts as activity. */
const NEAR = 50;

type ActivityContext = Pick<Context, 'conversations' | 'rooms' | 'clock'>;

/**
 * When somebody last wrote in each room that takes no password: of others nobody learns it who is not in, not even by the order of
 * the list. What this node stores it hears as a publisher, and keeps it in memory until it is
 * recorded. What other nodes stored they record themselves; one that was killed could not, so what grew without having been
 * heard of is read from its log: here by the other nodes, and after a restart from where the directory ends.
 */
export class RoomActivity {
  readonly #context: ActivityContext;
  #heard = new Map<Uuid, number>();
  /** Heads. */
  #grown = new Map<Uuid, number>();
  #token: string | undefined;
  #recordedAt: number;

  constructor(context: ActivityContext) {
    this.#context = context;
    this.#recordedAt = context.clock();
  }

  /** As a publisher. */
  appended({ entry, state }: Pick<Appended, 'entry' | 'state'>): void {
    if (isRoom(state) && state.lock === undefined && isActivity(entry))
      this.#hear(entry.conversation, entry.time);
  }

  /** Takes what grew on any node, in the order of the tokens. */
  grew({ conversations, token }: LogGrowth): void {
    for (const { conversation, head } of conversations) this.#grown.set(conversation, head);
    this.#token = token;
  }

  /**
   * After a start: finds what was not recorded before, for the next tick. Growth has been looked at once by then. Nothing is
   * written: a server starts on a full disk, too.
   */
  async begin(): Promise<void> {
    const { rooms, conversations } = this.#context;
    const recorded = await rooms.recordedUpTo();
    if (recorded !== undefined) this.grew(await conversations.changedSince(recorded));
    this.#recordedAt = Number.NEGATIVE_INFINITY;
  }

  /** Records if it is time to. */
  async tick(): Promise<void> {
    if (this.#context.clock() - this.#recordedAt >= EVERY) await this.record();
  }

  /** Writes to the directory what came since the last time; nothing if nothing did. What cannot be written waits for the next time. */
  async record(): Promise<void> {
    const [heard, grown, token] = [this.#heard, this.#grown, this.#token];
    this.#recordedAt = this.#context.clock();
    if (token === undefined || heard.size + grown.size === 0) return;
    this.#heard = new Map();
    this.#grown = new Map();
    try {
      const unheard = [...grown].filter(([conversation]) => !heard.has(conversation));
      const places = [...heard].map(([conversation, active]) => ({ conversation, active }));
      await this.#context.rooms.record([...places, ...(await this.#read(new Map(unheard)))], token);
    } catch (error) {
      this.#takeBack(heard, grown);
      throw error;
    }
  }

  async #read(grown: ReadonlyMap<Uuid, number>): Promise<readonly DirectoryPlace[]> {
    const places: DirectoryPlace[] = [];
    for (const conversation of await this.#context.rooms.listed([...grown.keys()])) {
      const active = await this.#lastActivity(conversation, grown.get(conversation) ?? 0);
      if (active !== undefined) places.push({ conversation, active });
    }
    return places;
  }

  async #lastActivity(conversation: Uuid, head: number): Promise<number | undefined> {
    if ((await this.#context.conversations.state(conversation))?.lock !== undefined) return undefined;
    const span = { from: Math.max(1, head - NEAR + 1), to: head };
    const budget = new PageBudget(LIMITS.pageBytes);
    const entries = await this.#context.conversations.entriesWithin(conversation, span, 'last', budget);
    return entries.findLast(isActivity)?.time;
  }

  #takeBack(heard: ReadonlyMap<Uuid, number>, grown: ReadonlyMap<Uuid, number>): void {
    for (const [conversation, time] of heard) this.#hear(conversation, time);
    this.#grown = new Map([...grown, ...this.#grown]);
  }

  #hear(conversation: Uuid, time: number): void {
    this.#heard.set(conversation, Math.max(time, this.#heard.get(conversation) ?? 0));
  }
}

/** Who comes and goes makes a room no livelier. */
export function isActivity({ body }: Pick<Entry, 'body'>): boolean {
  return body.kind === 'message' || body.kind === 'created';
}
