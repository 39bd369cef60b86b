import type { Entry, Range, SearchPage, SearchRequest, Uuid } from '@parley/protocol';
import { CodedError, LIMITS } from '@parley/protocol/core';
import type { ReadableAtom } from 'nanostores';
import { isUnopened, type HeldEntry } from '../../model/held-entry.ts';
import type { KnownConversations } from '../../model/known-conversations.ts';
import type { Run, StoredConversation, Window } from '../../model/stored-conversation.ts';
import type { SealedConversation } from '../../model/sealing/sealed-conversation.ts';
import type { TimelineItem } from '../../model/timeline.ts';
import type { ChatStorage } from '../../ports/storage/chat-storage.ts';
import type { Edge, OutsideLog } from '../../ports/outside-log.ts';
import type { LazyServer } from '../lazy-server.ts';
import { PAGE } from './page.ts';

const OTHER_LOG = { message: 'What one looks back at is another log than the window.', retryable: false };

export interface ReadableDeps {
  readonly id: Uuid;
  /** How conversations are sealed: that the server calls one open is not enough. */
  readonly sealed: ReadableAtom<ReadonlyMap<Uuid, Pick<SealedConversation, 'protection'>>>;
  readonly storage: Pick<ChatStorage, 'readEntries' | 'readChanges'>;
  readonly known: KnownConversations;
  readonly server: Pick<LazyServer, 'log' | 'api'>;
}

interface LookBackDeps extends Pick<ReadableDeps, 'storage'> {
  readonly outside: OutsideLog;
  stored(): StoredConversation | undefined;
  /** The server's search in this conversation. */
  search(request: SearchRequest): Promise<SearchPage>;
  /** Where the window begins now. */
  end(): Promise<Edge>;
}

/** The server cannot say by now how messages were edited between a look-back and the window. */
class EditsUnknownError extends Error {
  override readonly name = 'EditsUnknownError';
}

/**
 * Begins a look-back. Only in open conversations: in a sealed one, a server could leave out what takes a message back. Edits, deletions and
 * pins are judged along the log there, which has to be held up to the window.
 * @returns whether a message is there, or undefined where it has to be reached by moving the window: also as long as the server can't say
 *   how messages were edited
 * @throws what the link throws
 */
export async function lookAround(
  seq: number,
  { id, storage, known, server }: ReadableDeps,
): Promise<LookBack | false | undefined> {
  const stored = () => known.get(id);
  const first = () => stored()?.window?.first ?? 1;
  const deps = {
    ...{ storage, stored },
    outside: await (await server.log(id)).outside(),
    search: (body: SearchRequest) => server.api.call('search', { params: { conversation: id }, body }),
    end: async () => ({ seq: first(), entry: (await storage.readEntries(id, first(), first()))[0] }),
  };
  try {
    return (await LookBack.around(seq, deps)) ?? false;
  } catch (error) {
    const isSealed = error instanceof CodedError && error.code === 'E_SEALED';
    if (isSealed || error instanceof EditsUnknownError) return undefined;
    throw error;
  }
}

/**
 * The part of an open conversation around a place outside its window, for this session alone. It grows and shrinks with what is shown of it.
 *
 * What stands between it and the window is not known, and may change what is shown. Deletions have erased it at the server, pins are in
 * the details, and edits are asked for. Reactions that came much later are missing.
 */
export class LookBack implements Pick<ChatStorage, 'readEntries' | 'readChanges'> {
  readonly #deps: LookBackDeps;
  #run: Run;
  /** Edits from beyond this part, by the message that they change. */
  readonly #edits = new Map<number, HeldEntry>();
  /** Places of which the edits are known. */
  readonly #asked = new Set<number>();

  private constructor(deps: LookBackDeps, run: Run) {
    this.#deps = deps;
    this.#run = run;
  }

  /**
   * @returns undefined if no message stands there
   * @throws EditsUnknownError, and what the link throws
   */
  static async around(seq: number, deps: LookBackDeps): Promise<LookBack | undefined> {
    const upTo = await deps.outside.before({ seq: seq + 1 }, PAGE);
    const entry = upTo.entries.at(-1);
    if (entry?.seq !== seq || entry.body.kind !== 'message') return undefined;
    const behind = await deps.outside.after({ seq, entry }, await deps.end(), PAGE);
    const lookBack = new LookBack(deps, joined(upTo, behind));
    await lookBack.#learnEdits(seq - PAGE / 2, seq + PAGE / 2);
    return lookBack;
  }

  covers(seq: number): boolean {
    return this.#run.from <= seq && seq <= this.#run.to;
  }

  /** What can be shown, without a gap: this part, and the window too once this part reaches it. */
  get window(): Window | undefined {
    const window = this.#deps.stored()?.window;
    const { from, to, hidden } = this.#run;
    if (window === undefined) return undefined;
    if (!this.#meets(window)) return { first: from, last: to, hidden };
    const below = hidden.filter((range) => range.from < window.first);
    return { ...window, first: from, hidden: [...below, ...window.hidden] };
  }

  #meets({ first }: Window): boolean {
    return this.#run.to >= first - 1;
  }

  /** Whether anything is below what is shown. @param from where that begins */
  hasOlder(from = Number.POSITIVE_INFINITY): boolean {
    return from > (this.#deps.stored()?.head.readable[0]?.from ?? 1);
  }

  /** Fetches the page below. */
  async loadOlder(): Promise<void> {
    const { from } = this.#run;
    const page = await this.#deps.outside.before(this.#edge(from), PAGE);
    if (page.to >= page.from) this.#run = joined(page, this.#run);
  }

  /** Fetches the page above, unless there is one behind `seq` already, or this part goes up to the window. */
  async loadNewer(seq: number): Promise<void> {
    const { to } = this.#run;
    const window = this.#deps.stored()?.window;
    if (window === undefined || to >= seq + PAGE || this.#meets(window)) return;
    const page = await this.#deps.outside.after(this.#edge(to), await this.#deps.end(), PAGE);
    if (page.to >= page.from) this.#run = joined(this.#run, page);
  }

  /** Forgets what lies more than a page beyond what is shown. @returns undefined if it is over: all that is shown lies in the window */
  shows(shown: { readonly from: number; readonly to: number } | undefined): this | undefined {
    const window = this.#deps.stored()?.window;
    if (shown === undefined || window === undefined || shown.from >= window.first) return undefined;
    this.#keep(shown);
    return this;
  }

  #keep(shown: { readonly from: number; readonly to: number }): void {
    const { from, to, entries, hidden } = this.#run;
    const [lowest, highest] = [Math.max(from, shown.from - PAGE), Math.min(to, shown.to + PAGE)];
    const isKept = (seq: number) => lowest <= seq && seq <= highest;
    const cut = (range: Range) => ({
      from: Math.max(range.from, lowest),
      to: Math.min(range.to ?? highest, highest),
    });
    this.#run = {
      from: lowest,
      to: highest,
      entries: entries.filter(({ seq }) => isKept(seq)),
      hidden: hidden.map(cut).filter((range) => range.from <= range.to),
    };
    for (const seq of this.#asked) if (!isKept(seq)) this.#asked.delete(seq);
    for (const seq of this.#edits.keys()) if (!isKept(seq)) this.#edits.delete(seq);
  }

  async readEntries(id: Uuid, from: number, to: number): Promise<readonly HeldEntry[]> {
    const held = await this.#deps.storage.readEntries(id, from, to);
    const isWithin = ({ seq }: HeldEntry) => from <= seq && seq <= to;
    return merged(held, this.#run.entries.filter(isWithin));
  }

  /**
   * What is known to change messages from `from` to `to`.
   * @throws EditsUnknownError, and what the link throws
   */
  async readChanges(id: Uuid, from: number, to: number): Promise<readonly HeldEntry[]> {
    const held = await this.#deps.storage.readChanges(id, from, to);
    await this.#learnEdits(from, to);
    const isChange = ({ body }: HeldEntry) =>
      'target' in body && typeof body.target === 'number' && from <= body.target && body.target <= to;
    return merged(held, [...this.#run.entries, ...this.#edits.values()].filter(isChange));
  }

  /** Which of its messages are pinned is in the details: what pinned them may not be here. */
  withPins(items: readonly TimelineItem[], pinned: readonly number[]): readonly TimelineItem[] {
    if (pinned.length === 0) return items;
    return items.map((item) => {
      const isHere = item.kind === 'message' && !item.deleted && this.covers(item.seq ?? 0);
      const isPinned = isHere && pinned.includes(item.seq ?? 0);
      return isPinned ? { ...item, pinned: true } : item;
    });
  }

  /** Opens what could not be opened before. */
  async reopen(): Promise<void> {
    const closed = this.#run.entries.filter(isUnopened);
    if (closed.length === 0) return;
    const opened = new Map((await this.#deps.outside.open(closed)).map((entry) => [entry.seq, entry]));
    this.#run = { ...this.#run, entries: this.#run.entries.map((entry) => opened.get(entry.seq) ?? entry) };
  }

  #edge(seq: number): Edge {
    return { seq, entry: this.#run.entries.find((entry) => entry.seq === seq) };
  }

  async #learnEdits(from: number, to: number): Promise<void> {
    const [lowest, highest] = [Math.max(from, this.#run.from), Math.min(to, this.#run.to)];
    const places = Array.from({ length: Math.max(0, highest - lowest + 1) }, (_, at) => lowest + at);
    const unknown = places.filter((seq) => !this.#asked.has(seq));
    const [first, last] = [unknown[0], unknown.at(-1)];
    if (first === undefined || last === undefined) return;
    let before: number | undefined = last + 1;
    while (before !== undefined) before = await this.#askEdits(first, before);
    for (const seq of places) this.#asked.add(seq);
  }

  /** @returns where to go on, which is always further down */
  async #askEdits(from: number, before: number): Promise<number | undefined> {
    const asked = { after: from - 1, before, limit: LIMITS.pageFound };
    const { found, next, indexed } = await this.#deps.search(asked);
    // The window holds the edits since it begins.
    if (indexed < (await this.#deps.end()).seq - 1) throw new EditsUnknownError();
    if (next !== undefined && next >= before) throw new EditsUnknownError();
    const edits = found.flatMap(({ entry, edit }) => {
      const isWanted = from <= entry.seq && entry.seq < before && targetOf(edit) === entry.seq;
      return isWanted && edit !== undefined ? edit : [];
    });
    inTheOpen(edits);
    for (const edit of await this.#deps.outside.open(edits)) this.#edits.set(targetOf(edit), edit);
    return next;
  }
}

/** The message that an edit changes. */
function targetOf(edit: Entry | undefined): number {
  return edit?.body.kind === 'edit' && typeof edit.body.target === 'number' ? edit.body.target : 0;
}

/** Whatever the server says of a conversation: what is sealed was said where it can't tell of edits. */
function inTheOpen(entries: readonly HeldEntry[]): void {
  const isSealed = ({ payload }: HeldEntry) =>
    payload !== undefined && ('was' in payload ? payload.was : payload.kind) === 'sealed';
  if (entries.some(isSealed)) throw new EditsUnknownError();
}

function joined(lower: Run, upper: Run): Run {
  inTheOpen(lower.entries);
  inTheOpen(upper.entries);
  return {
    from: lower.from,
    to: Math.max(lower.to, upper.to),
    entries: [...lower.entries, ...upper.entries],
    hidden: [...lower.hidden, ...upper.hidden],
  };
}

/** In rising order, each once. What is looked back at may not contradict the window. */
function merged(held: readonly HeldEntry[], own: readonly HeldEntry[]): readonly HeldEntry[] {
  const bySeq = new Map(own.map((entry) => [entry.seq, entry]));
  for (const entry of held) {
    if ((bySeq.get(entry.seq)?.chain ?? entry.chain) !== entry.chain)
      throw new CodedError('E_LOG_DIVERGED', OTHER_LOG);
    bySeq.set(entry.seq, entry);
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}
