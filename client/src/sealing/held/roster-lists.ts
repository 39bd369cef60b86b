import { isInRosterList, KEY_LIMITS, localError, type Entry, type Uuid } from '@parley/protocol';
import type { AlarmsSeen, KeptAlarm, KeptRoster, SealingMemory } from '../../model/sealing/kept-roster.ts';
import { holdPromise } from '../../platform/hold-promise.ts';
import { Serial } from '../../platform/serial.ts';
import type { HttpApi } from '../../ports/http-api.ts';
import type { RosterKeeper } from '../../ports/sealing/sealing-storage.ts';

/** A roster list in memory. */
export interface RosterList extends SealingMemory {
  readonly entries: readonly Entry[];
  /** Up to which entry of the log it is whole. */
  readonly upTo: number;
  readonly seen: AlarmsSeen;
  /** Alarms that were kept when the list was read. */
  readonly told: readonly KeptAlarm[];
  readonly lost: readonly Entry[];
}

/** A part of a list, as in `RosterRun`. */
interface Part {
  readonly upTo: number;
  readonly entries: readonly Entry[];
}

interface RosterListsDeps {
  readonly api: HttpApi;
  readonly keeper: RosterKeeper;
}

/** The roster lists of conversations: as they are kept here, and what the server has beside that. */
export class RosterLists {
  readonly #deps: RosterListsDeps;
  readonly #lists = new Map<Uuid, Promise<RosterList>>();
  readonly #asking = new Serial();
  /** Up to where each is kept. That all of a log is known adds nothing to a list, and is not worth a write. */
  readonly #kept = new Map<Uuid, number>();

  constructor(deps: RosterListsDeps) {
    this.#deps = deps;
  }

  of(conversation: Uuid): Promise<RosterList> {
    return this.#lists.get(conversation) ?? holdPromise(this.#lists, conversation, this.#read(conversation));
  }

  /** Goes on with what comes next of a list. */
  async extend(conversation: Uuid, { upTo, entries }: Part): Promise<RosterList> {
    let more: readonly Entry[] = [];
    const after = await this.#change(conversation, (before) => {
      const last = lastOf(before);
      more = entries.filter((entry) => entry.seq > last && isInRosterList(entry));
      return { ...before, entries: [...before.entries, ...more], upTo: Math.max(before.upTo, upTo) };
    });
    if (more.length > 0) await this.#keep(conversation, after);
    return after;
  }

  /**
   * Reads on in lists, those of up to 200 conversations at once.
   * @param heads up to where each log is known to go
   * @returns those that have grown
   * @throws CodedError, NoAnswerError
   */
  fetch(heads: ReadonlyMap<Uuid, number>): Promise<readonly Uuid[]> {
    // One after the other: what the first one brings, the second one need not ask for.
    return this.#asking.run(async () => this.#fetch(await this.#lacking(heads)));
  }

  async #lacking(heads: ReadonlyMap<Uuid, number>) {
    const all = await Promise.all(
      [...heads].map(async ([id, head]) => ({ id, head, ...(await this.of(id)) })),
    );
    return all.filter(({ upTo, head }) => upTo < head).map(({ id, head }) => [id, head] as const);
  }

  async #fetch(heads: readonly (readonly [Uuid, number])[]): Promise<readonly Uuid[]> {
    const left = [...heads];
    const grown: Uuid[] = [];
    while (left.length > 0) {
      const { more, done } = await this.#fetchSome(left.slice(0, KEY_LIMITS.wantedBatch));
      grown.push(...more);
      // A page that brings nothing would be asked for for ever.
      if (done === 0 && more.length === 0) break;
      left.splice(0, done);
    }
    return grown;
  }

  /** It is read anew: the log has lost its end, here or in another tab. */
  forget(conversation: Uuid): void {
    this.#lists.delete(conversation);
  }

  async remember(conversation: Uuid, change: (memory: SealingMemory) => SealingMemory): Promise<void> {
    const memory = memoryIn(await this.#deps.keeper.remember(conversation, change));
    await this.#change(conversation, (list) => ({ ...list, ...memory }));
  }

  /** Nothing that is held of it counts: it is not of the log that the server shows by now. */
  async beginAnew(conversation: Uuid): Promise<RosterList> {
    await this.#deps.keeper.keep(conversation, { after: 0, upTo: 0, entries: [] });
    this.forget(conversation);
    return this.of(conversation);
  }

  keepAlarm(conversation: Uuid, alarm: KeptAlarm): Promise<void> {
    return this.#deps.keeper.keepAlarm(conversation, alarm);
  }

  /** The user has seen alarms. */
  async alarmsSeen(conversation: Uuid, more: AlarmsSeen): Promise<void> {
    const seen = await this.#deps.keeper.alarmsSeen(conversation, more);
    await this.#change(conversation, (list) => ({ ...list, seen }));
  }

  /** Changes what is held by then: nothing that comes in between is lost. */
  #change(conversation: Uuid, change: (list: RosterList) => RosterList): Promise<RosterList> {
    return holdPromise(this.#lists, conversation, this.of(conversation).then(change));
  }

  async #read(conversation: Uuid): Promise<RosterList> {
    const kept: KeptRoster = await this.#deps.keeper.of(conversation);
    const { entries, upTo, ...rest } = kept;
    this.#kept.set(conversation, upTo);
    return { ...rest, entries: entries.map(({ entry }) => entry), upTo };
  }

  async #fetchSome(asked: readonly (readonly [Uuid, number])[]) {
    const before = await Promise.all(asked.map(([conversation]) => this.of(conversation)));
    const after = asked.map(([conversation], i) => ({ conversation, seq: lastOf(before[i]) }));
    const { rosters, done } = await this.#deps.api.call('rosters', { body: { after } });
    const parts = new Map(rosters.map(({ conversation, entries }) => [conversation, inOrder(entries)]));
    for (const [conversation, entries] of parts) if (!entries.every(isOf(conversation))) throw brokenLists();
    // The first one after those that are dealt with may have come in part: it is whole as far as that.
    const grown = asked.slice(0, done + 1).map(async ([conversation, head], i) => {
      // What comes after the head that is known comes again with the next one: kept, it would stand in the way of all before it.
      const entries = (parts.get(conversation) ?? []).filter(({ seq }) => seq <= head);
      const list = await this.extend(conversation, { upTo: i < done ? head : lastIn(entries), entries });
      if (list.entries.length > (before[i]?.entries.length ?? 0)) return conversation;
      // Else the next start would ask again.
      if (list.upTo > (this.#kept.get(conversation) ?? 0)) await this.#keep(conversation, list);
      return [];
    });
    return { more: (await Promise.all(grown)).flat(), done };
  }

  /** Keeps what is not kept yet. What is about to be kept goes along once more. */
  async #keep(conversation: Uuid, { entries, upTo }: RosterList): Promise<void> {
    const after = this.#kept.get(conversation) ?? 0;
    const more = entries.flatMap((entry) => (entry.seq > after ? { entry } : []));
    const kept = await this.#deps.keeper.keep(conversation, { after, upTo, entries: more });
    this.#kept.set(conversation, kept);
    // Another tab has cut it meanwhile.
    if (kept < after) this.forget(conversation);
  }
}

/** What is remembered, and nothing else. */
export function memoryIn({ floors, beginning }: SealingMemory): SealingMemory {
  return { floors, ...(beginning !== undefined && { beginning }) };
}

function lastOf(list: RosterList | undefined): number {
  return lastIn(list?.entries ?? []);
}

function lastIn(entries: readonly Entry[]): number {
  return entries.at(-1)?.seq ?? 0;
}

function isOf(id: Uuid) {
  return ({ conversation }: Entry) => conversation === id;
}

function brokenLists() {
  const message = "The server sent a list of members that doesn't belong to its conversation.";
  return localError('E_INTERNAL', { message, retryable: true });
}

function inOrder(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted((a, b) => a.seq - b.seq);
}
