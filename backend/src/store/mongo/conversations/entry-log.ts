import { ROSTER_KINDS, type Entry, type StoredPayload, type Uuid } from '@parley/protocol';
import { erasedPayload } from '../../../domain/log/erased-payload.ts';
import { lastMessageIn } from '../../../domain/log/last-message.ts';
import type { PageBudget } from '../../../domain/log/page-budget.ts';
import type { Span } from '../../../domain/log/page-span.ts';
import { rowChanges, type RoomMembership } from '../../../domain/rooms/room-members.ts';
import type { EntryDocument } from '../documents.ts';
import { MAY_BE_LISTED, type Models } from '../models.ts';
import { isDuplicate } from '../store-error.ts';

/** Of the keys, only the first belong to the roster list. */
const LISTED = [{ 'body.kind': { $ne: 'keys' as const } }, { 'body.epoch': 1, 'body.part': 1 }];

/** What happens to a member of a room by others. */
const ABOUT_MEMBER = ['removed', 'banned', 'unbanned', 'muted'] as const;

const NO_ID = { _id: 0 } as const;
const NO_PAYLOAD = { _id: 0, payload: 0 } as const;
/** Entries per batch where a page may be full before all are read. */
const BATCH = 20;
/** So many entries are looked through for a message, before it is searched for. */
const NEAR = 50;

const ID_AT = { _id: 0, conversation: 1, seq: 1, id: 1 } as const;
/** Places asked for at once. */
const PLACES = 100;

interface Place {
  readonly conversation: Uuid;
  readonly seq: number;
}

export interface Tail {
  readonly conversation: Uuid;
  readonly from: number;
}

/** The logs themselves. */
export class EntryLog {
  readonly #entries: Models['entries'];

  constructor({ entries }: Models) {
    this.#entries = entries;
  }

  /** False if its `seq` or its id is taken; the unique index would let another sender have the same id. */
  async insert(entry: Entry): Promise<boolean> {
    const { conversation, id, ...rest } = documentOf(entry);
    try {
      const { upsertedCount } = await this.#entries.updateOne(
        { conversation, id },
        { $setOnInsert: rest },
        { upsert: true },
      );
      return upsertedCount === 1;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** Removes an entry that was never acknowledged nor read. */
  async withdraw({ conversation, seq, chain }: Entry): Promise<void> {
    await this.#entries.deleteOne({ conversation, seq, chain });
  }

  async at(conversation: Uuid, seq: number): Promise<Entry | undefined> {
    return optional(await this.#entries.findOne({ conversation, seq }, NO_ID).lean());
  }

  /** The ids of the entries that are at these places, by `placeOf`. */
  async idsAt(places: readonly Place[]): Promise<ReadonlyMap<string, Uuid>> {
    const ids = new Map<string, Uuid>();
    for (let at = 0; at < places.length; at += PLACES) {
      const filter = { $or: places.slice(at, at + PLACES) };
      for (const { conversation, seq, id } of await this.#entries.find(filter, ID_AT).lean())
        ids.set(placeOf(conversation, seq), id);
    }
    return ids;
  }

  /** The entry that has an id; the sender's own, where an older database lets another have the same. */
  async withId(conversation: Uuid, id: Uuid, sender: Uuid): Promise<Entry | undefined> {
    const found = await this.#entries.find({ conversation, id }, NO_ID).lean();
    return optional(found.find((document) => document.sender === sender) ?? found[0] ?? null);
  }

  async range(conversation: Uuid, from: number, to: number): Promise<Entry[]> {
    const seq = { $gte: from, $lte: to };
    return (await this.#entries.find({ conversation, seq }, NO_ID).sort({ seq: 1 }).lean()).map(entryOf);
  }

  /** Reads hardly more than there is room for. */
  async rangeWithin(
    conversation: Uuid,
    { from, to }: Span,
    end: 'first' | 'last',
    budget: PageBudget,
  ): Promise<Entry[]> {
    const found = this.#entries.find({ conversation, seq: { $gte: from, $lte: to } }, NO_ID);
    const order = end === 'first' ? 1 : -1;
    const entries = await within(found.sort({ seq: order }).batchSize(BATCH).lean().cursor(), budget);
    return end === 'first' ? entries : entries.reverse();
  }

  /** Entries of the roster list. */
  rosterWithin(conversation: Uuid, { from, to }: Span, budget: PageBudget): Promise<Entry[]> {
    const filter = { conversation, seq: { $gte: from, $lte: to }, 'body.kind': MAY_BE_LISTED, $or: LISTED };
    const found = this.#entries.find(filter, NO_ID).sort({ seq: 1 });
    return within(found.batchSize(BATCH).lean().cursor(), budget);
  }

  /** The place of the last entry of the kinds of `ROSTER_KINDS`. */
  async lastOfRoster(conversation: Uuid, to: number): Promise<number | undefined> {
    // The wider condition is the one of the index.
    const kinds = [{ 'body.kind': MAY_BE_LISTED }, { 'body.kind': { $in: ROSTER_KINDS } }];
    const filter = { conversation, seq: { $lte: to }, $and: kinds };
    return (await this.#entries.findOne(filter, { seq: 1 }).sort({ seq: -1 }).lean())?.seq;
  }

  /**
   * What a log says of a member of a room, and by which entry last. It reads the whole log, but no payloads: for where the index is in
   * doubt.
   */
  async membershipOf(
    conversation: Uuid,
    uid: Uuid,
  ): Promise<{ readonly membership: RoomMembership; readonly since: Entry } | undefined> {
    const changes = [
      { 'body.kind': { $in: ['joined', 'left'] as const }, sender: uid },
      { 'body.kind': 'created' as const, 'body.members.uid': uid },
      { 'body.kind': { $in: ABOUT_MEMBER }, 'body.member': uid },
    ];
    const found = await this.#entries
      .find({ conversation, $or: changes }, NO_PAYLOAD)
      .sort({ seq: 1 })
      .lean();
    const entries = found.map(entryOf);
    const since = entries.at(-1);
    const own = entries.flatMap(rowChanges).filter((row) => row.uid === uid);
    const membership = own.reduce<RoomMembership>((row, { change }) => ({ ...row, ...change }), {});
    return since && { membership, since };
  }

  /** The parts of an epoch's keys. */
  async keysOf(conversation: Uuid, epoch: number): Promise<Entry[]> {
    const filter = { conversation, 'body.kind': 'keys', 'body.epoch': epoch } as const;
    return (await this.#entries.find(filter, NO_ID).sort({ seq: 1 }).lean()).map(entryOf);
  }

  /** The entries of several logs from given places on, each in order, without payloads: a fold needs none. */
  async tails(tails: readonly Tail[]): Promise<Entry[]> {
    if (tails.length === 0) return [];
    const wanted = tails.map(({ conversation, from }) => ({ conversation, seq: { $gte: from } }));
    const filter = wanted.length === 1 && wanted[0] !== undefined ? wanted[0] : { $or: wanted };
    const found = await this.#entries.find(filter, NO_PAYLOAD).sort({ conversation: 1, seq: 1 }).lean();
    return found.map(entryOf);
  }

  /** The last message of a span. */
  async lastMessage(conversation: Uuid, from: number, to: number): Promise<Entry | undefined> {
    const start = Math.max(from, to - NEAR);
    const filter = { conversation, seq: { $gte: start, $lte: to }, 'body.kind': 'message' } as const;
    const near = await this.#entries.findOne(filter, NO_ID).sort({ seq: -1 }).lean();
    return near !== null || start === from
      ? optional(near)
      : this.#searched(conversation, { from, to: start });
  }

  /** It takes some 20 questions in the longest log, but reads no entry in between. */
  async #searched(conversation: Uuid, span: Span): Promise<Entry | undefined> {
    const countAt = async (seq: number) =>
      (await this.#entries.findOne({ conversation, seq }, { count: 1 }).lean())?.count ?? 0;
    const [before, end] = await Promise.all([countAt(span.from - 1), countAt(span.to)]);
    const search = lastMessageIn(span, { before, end });
    let step = search.next();
    while (step.done !== true) step = search.next(await countAt(step.value));
    return step.value === undefined ? undefined : this.at(conversation, step.value);
  }

  /** The number of messages in a span that the user sent. */
  ownMessages(conversation: Uuid, from: number, to: number, sender: Uuid): Promise<number> {
    const filter = { conversation, seq: { $gte: from, $lte: to }, sender, 'body.kind': 'message' } as const;
    return this.#entries.countDocuments(filter).exec();
  }

  /**
   * Erases the payloads of a message and its edits: few are in memory at a time, because whoever edits often has thousands.
   * Idempotent.
   */
  async erase(conversation: Uuid, target: number): Promise<void> {
    const message = await this.at(conversation, target);
    if (message !== undefined) await this.#erasePayload(message);
    const edits = this.#entries
      .find({ conversation, 'body.kind': 'edit', 'body.target': target }, NO_ID)
      .lean()
      .cursor({ batchSize: BATCH });
    for await (const edit of edits) await this.#erasePayload(entryOf(edit));
  }

  async #erasePayload({ conversation, seq, payload }: Entry): Promise<void> {
    if (payload === undefined || payload.kind === 'erased') return;
    await this.#entries.updateOne({ conversation, seq }, { $set: { payload: erasedPayload(payload) } });
  }
}

/** A place as a key. */
export function placeOf(conversation: Uuid, seq: number): string {
  return `${conversation} ${seq}`;
}

/** The first entries that a query finds, as many as there is room for. */
async function within(documents: AsyncIterable<EntryDocument>, budget: PageBudget): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const document of documents) {
    const entry = entryOf(document);
    entries.push(entry);
    if (!budget.take(entry)) break;
  }
  return entries;
}

function optional(document: EntryDocument | null): Entry | undefined {
  return document === null ? undefined : entryOf(document);
}

/** An entry as it is stored. */
export function documentOf({ payload, ...entry }: Entry): EntryDocument {
  if (payload === undefined) return entry;
  if ('hash' in payload) return { ...entry, payload: erasedPayload(payload) };
  return { ...entry, payload: { kind: payload.kind, bytes: Buffer.from(payload.bytes, 'base64') } };
}

function entryOf({ payload, ...entry }: EntryDocument): Entry {
  return payload === undefined ? entry : { ...entry, payload: payloadOf(payload) };
}

function payloadOf(payload: NonNullable<EntryDocument['payload']>): StoredPayload {
  return payload.kind === 'erased'
    ? payload
    : { kind: payload.kind, bytes: payload.bytes.toString('base64') };
}
