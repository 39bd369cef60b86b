import { CodedError, decodeContent, isSimple, type Entry, type Uuid } from '@parley/protocol';
import { NoAnswerError } from '../ports/no-answer-error.ts';
import type { Opener } from '../ports/opener.ts';
import type { ContentVerdict, SealedLogs } from '../ports/sealing/sealed-logs.ts';
import { COUNTS, isBareChange, type Said } from '../model/said.ts';
import type { EpochKeys, WantedKey } from './epochs/epoch-keys.ts';
import { openEntry } from './open-entry.ts';
import type { SimpleSeal } from '../ports/sealing/simple-seal.ts';
import { SettledEntries } from './settled-entries.ts';
import type { OpenedEntry } from '../model/opened-entry.ts';

export interface SealedOpenerDeps {
  readonly logs: Pick<SealedLogs, 'prepare' | 'judge' | 'onChange'>;
  readonly keys: Pick<EpochKeys, 'find' | 'fetch' | 'onMore'>;
  /** Opens what is said with machines. Where it is missing, that is refused. */
  readonly simple?: Pick<SimpleSeal, 'open' | 'onMore'>;
  /** Where the first message that is held of a conversation stands that is sealed in the simple way. */
  simpleFrom?(conversation: Uuid): Promise<number | undefined>;
  /** Lets a page show something between two slices of work. */
  rest(): Promise<void>;
  /** What it takes to open something could not be had for now. */
  failed?(error: unknown): void;
  /** What became of each entry, in their order. */
  opened?(entries: readonly Entry[], opened: readonly OpenedEntry[]): void;
}

/** Entries that are judged or opened in one go, which takes some 10 ms. What follows on the last ones is done in the same breath. */
const AT_ONCE = 25;

const UNJUDGED = { kind: 'unjudged' } as const satisfies ContentVerdict;
const UNSIGNED = { kind: 'refused', refusal: 'unsigned' } as const satisfies OpenedEntry;

/** Opens what counts by belief, in sealed conversations and in open ones. */
export class SealedOpener implements Opener {
  readonly #deps: SealedOpenerDeps;
  readonly #settled = new SettledEntries();

  constructor(deps: SealedOpenerDeps) {
    this.#deps = deps;
    // Before anybody who listens tries again.
    deps.logs.onChange((conversation) => this.#settled.forgetBroken(conversation));
  }

  /** Other keys of these accounts are known than before. */
  keysChanged(users: ReadonlySet<Uuid>): void {
    this.#settled.forgetSenders(users);
  }

  async open(entries: readonly Entry[], coming?: readonly Entry[]): Promise<readonly (Said | undefined)[]> {
    const opened = await this.openAll(entries, coming);
    this.#deps.opened?.(entries, opened);
    return opened.map(saidBy);
  }

  onMore(listener: () => void): () => void {
    const { keys, logs, simple } = this.#deps;
    const stops = [keys.onMore(listener), logs.onChange(listener)];
    if (simple !== undefined) stops.push(simple.onMore(listener));
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** What each entry says, or why that cannot be told, in their order. What is missing is asked for, in as few requests as it takes. */
  async openAll(entries: readonly Entry[], coming?: readonly Entry[]): Promise<readonly OpenedEntry[]> {
    const { forgets } = this.#settled;
    const before = entries.map((entry) => this.#settled.find(entry));
    // In the order of the log: what comes first vouches for what follows.
    const open = entries.filter((_, i) => before[i] === undefined).sort((a, b) => a.seq - b.seq);
    if (open.length === 0) return before.flatMap((settled) => settled ?? []);
    const opened = new Map<Entry, OpenedEntry>();
    for (const [i, one] of (await this.#openAll(open, coming)).entries()) {
      const entry = open[i];
      if (entry === undefined) continue;
      opened.set(entry, one);
      if (forgets === this.#settled.forgets) this.#settled.keep(entry, one);
    }
    return entries.map((entry, i) => before[i] ?? opened.get(entry) ?? UNJUDGED);
  }

  async #openAll(entries: readonly Entry[], coming?: readonly Entry[]): Promise<readonly OpenedEntry[]> {
    const simple = [...entries, ...(coming ?? [])].filter(({ payload }) => isSimple(payload));
    const opened = new Map<Entry, OpenedEntry>();
    for (const entry of entries) if (await this.#isForged(entry, simple)) opened.set(entry, UNSIGNED);
    const others = entries.filter((entry) => !isSimple(entry.payload) && !opened.has(entry));
    const rest = others.length === 0 ? [] : await this.#openSealed(others, coming);
    for (const [i, entry] of others.entries()) opened.set(entry, rest[i] ?? UNJUDGED);
    for (const entry of entries)
      if (isSimple(entry.payload)) opened.set(entry, await this.#openSimple(entry));
    return entries.map((entry) => opened.get(entry) ?? UNJUDGED);
  }

  /** Whether anybody can read it behind something that is sealed in the simple way: an honest server takes nothing like that. */
  async #isForged({ conversation, seq, payload }: Entry, simple: readonly Entry[]): Promise<boolean> {
    if (payload?.kind !== 'plain') return false;
    if (simple.some((one) => one.conversation === conversation && one.seq < seq)) return true;
    return ((await this.#deps.simpleFrom?.(conversation)) ?? seq) < seq;
  }

  async #openSimple(entry: Entry): Promise<OpenedEntry> {
    try {
      return (await this.#deps.simple?.open(entry)) ?? { kind: 'refused', refusal: 'suite' };
    } catch (error) {
      if (!isOfServer(error)) throw error;
      this.#deps.failed?.(error);
      return UNJUDGED;
    }
  }

  async #openSealed(entries: readonly Entry[], coming?: readonly Entry[]): Promise<readonly OpenedEntry[]> {
    const { logs, keys } = this.#deps;
    const isPrepared = await this.#tried(logs.prepare(entries, coming));
    const judge = (some: readonly Entry[]) => logs.judge(some, coming);
    const first = await this.#inSlices(entries, judge);
    await this.#tried(keys.fetch(wantedIn(entries, first)));
    const verdicts = new Map(entries.map((entry, i) => [entry, first[i] ?? UNJUDGED]));
    // The keys that were asked for may tell who started an epoch.
    const again = entries.filter((entry) => verdicts.get(entry)?.kind === 'unjudged');
    for (const [i, verdict] of (await this.#inSlices(again, judge)).entries())
      if (again[i] !== undefined) verdicts.set(again[i], verdict);
    // What somebody's right hangs on may be lacking, or that all of this is sealed: a deletion cannot be taken back.
    const verdictOn = (entry: Entry) =>
      isPrepared || !isBareChange(entry) ? (verdicts.get(entry) ?? UNJUDGED) : UNJUDGED;
    return this.#inSlices(entries, (some) =>
      Promise.all(some.map((entry) => this.#open(entry, verdictOn(entry)))),
    );
  }

  async #inSlices<Result>(
    entries: readonly Entry[],
    work: (some: readonly Entry[]) => Promise<readonly Result[]>,
  ): Promise<readonly Result[]> {
    const results: Result[] = [];
    for (let from = 0; from < entries.length; from += AT_ONCE) {
      if (from > 0) await this.#deps.rest();
      results.push(...(await work(entries.slice(from, from + AT_ONCE))));
    }
    return results;
  }

  async #open(entry: Entry, verdict: ContentVerdict): Promise<OpenedEntry> {
    switch (verdict.kind) {
      case 'open':
        return plain(entry);
      case 'believed': {
        const { envelope, commitment } = verdict;
        const { epoch } = envelope.header;
        return openEntry(envelope, await this.#deps.keys.find(entry.conversation, { epoch, commitment }));
      }
      case 'unjudged':
        // It was asked for by now.
        return verdict.epoch === undefined ? verdict : { kind: 'noKey', epoch: verdict.epoch };
      case 'refused':
      case 'counts':
        return verdict;
    }
  }

  /** Without an answer, what is held has to do until there is one: see `AskAgain`. @returns whether there was one */
  async #tried(request: Promise<void>): Promise<boolean> {
    try {
      await request;
      return true;
    } catch (error) {
      if (!isOfServer(error)) throw error;
      this.#deps.failed?.(error);
      return false;
    }
  }
}

function isOfServer(error: unknown): boolean {
  return error instanceof NoAnswerError || error instanceof CodedError;
}

function saidBy(one: OpenedEntry): Said | undefined {
  if (one.kind === COUNTS) return COUNTS;
  return one.kind === 'content' ? one.content : undefined;
}

function plain(entry: Entry): OpenedEntry {
  if (isBareChange(entry)) return { kind: COUNTS };
  const { payload } = entry;
  const content = payload !== undefined && 'bytes' in payload ? decodeContent(payload) : undefined;
  return content === undefined ? { kind: 'unreadable' } : { kind: 'content', content };
}

function wantedIn(entries: readonly Entry[], verdicts: readonly ContentVerdict[]): readonly WantedKey[] {
  const wanted = new Map<string, WantedKey>();
  // What is read first is asked for first.
  const newestFirst = [...entries.entries()].sort(([, a], [, b]) => b.time - a.time);
  for (const [i, { conversation }] of newestFirst) {
    const named = epochIn(verdicts[i]);
    if (named !== undefined) wanted.set(`${conversation}/${named.epoch}`, { conversation, ...named });
  }
  return [...wanted.values()];
}

function epochIn(verdict: ContentVerdict | undefined): Omit<WantedKey, 'conversation'> | undefined {
  if (verdict?.kind === 'unjudged' && verdict.epoch !== undefined) return { epoch: verdict.epoch };
  if (verdict?.kind !== 'believed') return undefined;
  return { epoch: verdict.envelope.header.epoch, commitment: verdict.commitment };
}
