import { isDeepStrictEqual } from 'node:util';
import { bytesOf, decodeHeader, HEADER_BYTES, type Entry, type Uuid } from '@parley/protocol';
import { membershipChange } from '@parley/backend/domain/log/membership-change.ts';
import type { Facts, Heard, Invariant, Reach } from './facts.ts';

/**
 * Nobody can open what was written by a device that knew them to be no member, or their device to be stolen, with all the keys that
 * they hold and all that the server has. A server that goes back does not make a device forget. Of a theft one knows in a conversation
 * once `rekeyed` is told there: to which keys an epoch was sealed only its starter can tell.
 */
export const keysStayInside: Invariant = ({ heard, reaches = [] }: Facts) =>
  heard === undefined ? [] : reaches.flatMap((reach) => leaksTo(reach, heard));

function leaksTo(reach: Reach, heard: Heard): string[] {
  const known = new Map<Uuid, Knowledge>();
  const opens = new Set(reach.opens);
  return heard.entries.flatMap((entry) => {
    const written = writingOf(entry);
    if (written === undefined || heard.isForged(entry)) return [];
    const knowledge = known.get(written.device) ?? new Knowledge(reach, heard);
    known.set(written.device, knowledge);
    knowledge.learn(heard.historyUpTo(written.chain));
    const { conversation, seq, sender } = entry;
    const isOwn = sender === reach.uid && reach.stolenAt === undefined;
    const isLeak = opens.has(entry) && !isOwn && !knowledge.mayRead(entry);
    // What a device did itself it knows, also if it writes nothing after it until the server goes back.
    knowledge.learn([entry]);
    return isLeak
      ? [`${reach.name} can open ${seq} of ${conversation}, which ${sender} did not write for them`]
      : [];
  });
}

interface Writing {
  readonly device: Uuid;
  /** The head of the log as the device held it. */
  readonly chain: string;
}

/** What an envelope says of who wrote it, and of what they had seen. */
function writingOf({ payload }: Entry): Writing | undefined {
  if (payload?.kind !== 'sealed') return undefined;
  const { device, log } = decodeHeader(bytesOf(payload.bytes).subarray(0, HEADER_BYTES));
  return { device, chain: Buffer.from(log.chain).toString('base64') };
}

/** What one device knows of whether somebody may read. */
class Knowledge {
  readonly #reach: Reach;
  /** Entries that made them a member, and that ended it, of all logs that the device has named. */
  readonly #joined = new Set<Uuid>();
  /** With their conversations. */
  readonly #left = new Map<Uuid, Uuid>();
  readonly #members = new Map<Uuid, boolean>();
  readonly #stolen = new Set<Uuid>();
  readonly #heard: Heard;

  constructor(reach: Reach, heard: Heard) {
    this.#reach = reach;
    this.#heard = heard;
  }

  learn(history: readonly Entry[]): void {
    const { uid, stolenAt = Number.POSITIVE_INFINITY } = this.#reach;
    const isNew = (entry: Entry, known: { has(id: Uuid): boolean }) => !known.has(entry.id);
    for (const entry of history) {
      if (!this.#counts(entry)) continue;
      const { body, conversation, sender, id } = entry;
      const { joined, departed } = membershipChange(entry);
      if (body.kind === 'rekeyed' && sender === uid && body.version > stolenAt)
        this.#stolen.add(conversation);
      if (joined.includes(uid) && isNew(entry, this.#joined)) this.#members.set(conversation, true);
      if (departed.includes(uid) && isNew(entry, this.#left)) this.#members.set(conversation, false);
      if (joined.includes(uid)) this.#joined.add(id);
      if (departed.includes(uid)) this.#left.set(id, conversation);
    }
  }

  /** Of what a server put there itself: what somebody has signed who had seen each departure that this device knows of. */
  #counts(entry: Entry): boolean {
    const heard = this.#heard;
    if (!heard.isForged(entry)) return true;
    const written = writingOf(entry);
    const isSigned = heard.entries.some((one) => !heard.isForged(one) && isSameCommand(one, entry));
    if (written === undefined || !isSigned) return false;
    const seen = new Set(heard.historyUpTo(written.chain).map(({ id }) => id));
    return [...this.#left].every(([id, conversation]) => conversation !== entry.conversation || seen.has(id));
  }

  /** Whether who wrote an entry had no reason to keep them out. */
  mayRead({ conversation, time }: Entry): boolean {
    if (this.#stolen.has(conversation)) return false;
    return this.#members.get(conversation) === true || this.#mayHaveReturned(conversation, time);
  }

  /**
   * Whether somebody who knew of each departure that this device knows of had taken them in again. The device may have seen that in a
   * log which the server has lost since, and have written nothing there.
   */
  #mayHaveReturned(conversation: Uuid, before: number): boolean {
    const departures = [...this.#left].filter(([, where]) => where === conversation).map(([id]) => id);
    if (departures.length === 0) return false;
    return this.#heard.entries.some((entry) => {
      if (entry.conversation !== conversation || entry.time >= before || this.#heard.isForged(entry))
        return false;
      if (!membershipChange(entry).joined.includes(this.#reach.uid)) return false;
      const seen = new Set(this.#heard.historyUpTo(entry.chain).map(({ id }) => id));
      return departures.every((id) => seen.has(id));
    });
  }
}

function isSameCommand(one: Entry, other: Entry): boolean {
  const [a, b] = [one, other].map(({ conversation, id, sender, body, payload }) => ({
    ...{ conversation, id, sender, body, payload },
  }));
  return isDeepStrictEqual(a, b);
}
