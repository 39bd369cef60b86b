import type { Uuid } from '@parley/protocol';
import { afterOpening, isUnopened, type HeldEntry } from '../../model/held-entry.ts';
import type { KnownConversations } from '../../model/known-conversations.ts';
import type { Said } from '../../model/said.ts';
import { Serial } from '../../platform/serial.ts';
import type { ChatStorage } from '../../ports/storage/chat-storage.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EntryPlace, LogStorage } from '../../ports/storage/log-storage.ts';
import type { Opener } from '../../ports/opener.ts';
import type { ServerSink } from '../../ports/server-sink.ts';
import { inViewFirst } from './in-view-first.ts';

/** Entries that are read and opened at once: a browser shows nothing while they are. */
const PAGE = 50;

interface ReopeningDeps {
  readonly opener: Opener;
  readonly storage: Pick<ChatStorage, 'readEntries'>;
  readonly windows: LogStorage;
  readonly known: KnownConversations;
  readonly sink: Pick<ServerSink, 'logChanged' | 'reopened'>;
  readonly clock: Clock;
  background(task: Promise<unknown>): void;
}

/** Opens what is held and could not be opened when it came. */
export class Reopening {
  readonly #deps: ReopeningDeps;
  readonly #serial = new Serial();
  /** A try of everything waits for its turn. */
  #waiting = false;
  /** By chain: entries whose late answer is on its way. */
  readonly #late = new Map<string, Promise<unknown>>();
  #isStopped = false;
  #rounds = 0;
  #stopListening: () => void = () => undefined;

  constructor(deps: ReopeningDeps) {
    this.#deps = deps;
  }

  /** Tries all that is unopened, now and whenever more can be opened. */
  start(): void {
    this.#stopListening = this.#deps.opener.onMore(() => this.again());
    this.again();
  }

  /** How many times everything was retried. An entry that is stored during a retry may be missed by it. */
  get rounds(): number {
    return this.#rounds;
  }

  again(): void {
    this.#rounds++;
    this.#deps.background(this.#tryAll());
  }

  stop(): void {
    this.#isStopped = true;
    this.#stopListening();
  }

  /** Tries the held entries from `from` to `to`, both included. */
  async tryPart(conversation: Uuid, from: number, to: number): Promise<void> {
    for (let end = to; end >= from && !this.#isStopped; end -= PAGE) {
      const start = Math.max(from, end - PAGE + 1);
      await this.#try(await this.#deps.storage.readEntries(conversation, start, end));
    }
  }

  /**
   * Stores what entries say that were stored unopened, once the answer is there. Meanwhile they are not tried again.
   * @param rounds as they were when the answer was asked for
   */
  async keepLate(
    entries: readonly HeldEntry[],
    answer: Promise<readonly (Said | undefined)[]>,
    rounds: number,
  ): Promise<void> {
    const kept = answer.then((contents) => this.#keep(entries, contents));
    for (const { chain } of entries) this.#late.set(chain, kept);
    try {
      await kept;
    } finally {
      for (const { chain } of entries) this.#late.delete(chain);
      if (rounds !== this.#rounds && (await answer.catch(() => [undefined])).includes(undefined))
        this.again();
    }
  }

  /** Stores what entries say, where they are still held. @param contents in their order */
  async #keep(entries: readonly HeldEntry[], contents: readonly (Said | undefined)[]): Promise<void> {
    const { clock, windows, known, sink } = this.#deps;
    if (this.#isStopped) return;
    const changed = entries.flatMap((entry, at) =>
      contents[at] === undefined && entry.opened !== undefined
        ? []
        : afterOpening(entry, contents[at], clock.now()),
    );
    const byConversation = [...Map.groupBy(changed, (entry) => entry.conversation)];
    const keeping = byConversation.map(async ([conversation, itsOwn]) => {
      known.put(await windows.open(conversation, itsOwn));
      const opened = itsOwn.filter((entry) => !isUnopened(entry));
      if (opened.length > 0) sink.logChanged(conversation, { kind: 'opened', entries: opened });
    });
    await Promise.all(keeping);
  }

  async #tryAll(): Promise<void> {
    if (this.#waiting) return;
    this.#waiting = true;
    await this.#serial.run(async () => {
      this.#waiting = false;
      await this.#tryRows();
      for (const { conversation, from, to } of this.#pages(await this.#deps.windows.unopened()))
        await this.tryPart(conversation, from, to);
      if (this.#isStopped) return;
      // Another tab may have opened some of what is on display here.
      this.#deps.sink.reopened();
    });
  }

  /** What the list shows. */
  async #tryRows(): Promise<void> {
    const shown = [...this.#deps.known.all()].flatMap(({ head, lastEdit }) => [head.last, lastEdit]);
    for (const rows of inViewFirst(shown.flatMap((entry) => entry ?? []))) await this.#try(rows);
  }

  async #try(held: readonly HeldEntry[]): Promise<void> {
    const unopened = held.filter(isUnopened);
    const late = unopened.flatMap(({ chain }) => this.#late.get(chain) ?? []);
    const entries = unopened.filter(({ chain }) => !this.#late.has(chain));
    if (entries.length > 0) await this.#keep(entries, await this.#deps.opener.open(entries));
    await Promise.allSettled(late);
  }

  /** The pages of the logs that hold these places: the newest first, as people read them. */
  #pages(places: readonly EntryPlace[]) {
    const timeOf = (id: Uuid) => this.#deps.known.get(id)?.time ?? 0;
    const byLog = [...Map.groupBy(places, ({ conversation }) => conversation)];
    return byLog
      .sort(([a], [b]) => timeOf(b) - timeOf(a))
      .flatMap(([conversation, itsOwn]) => {
        const pages = new Set(itsOwn.map(({ seq }) => Math.floor(seq / PAGE)));
        return [...pages]
          .sort((a, b) => b - a)
          .map((page) => ({ conversation, from: page * PAGE, to: (page + 1) * PAGE - 1 }));
      });
  }
}
