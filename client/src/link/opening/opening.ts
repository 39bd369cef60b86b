import type { Content, Entry, Head, Uuid } from '@parley/protocol';
import { isUnopened, type HeldEntry, type Opened } from '../../model/held-entry.ts';
import type { KnownConversations } from '../../model/known-conversations.ts';
import type { Run, StoredHead } from '../../model/stored-conversation.ts';
import type { ChatStorage } from '../../ports/chat-storage.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LogStorage } from '../../ports/log-storage.ts';
import type { Opener } from '../../ports/opener.ts';
import type { ServerSink } from '../../ports/server-sink.ts';

/** Entries are stored after this time though they are not opened yet, in ms: the mark "delivered" must not wait. */
const PATIENCE_MS = 200;
/** Entries that are read and opened at once when all that is unopened is tried again. */
const PAGE = 100;

interface OpeningDeps {
  readonly opener: Opener;
  readonly storage: Pick<ChatStorage, 'readEntries'>;
  readonly windows: LogStorage;
  readonly known: KnownConversations;
  readonly sink: Pick<ServerSink, 'logChanged'>;
  readonly clock: Clock;
  background(task: Promise<unknown>): void;
}

/** Opens entries before they are stored, and again later what could not be opened then. */
export class Opening {
  readonly #deps: OpeningDeps;
  #stop: () => void = () => undefined;

  constructor(deps: OpeningDeps) {
    this.#deps = deps;
  }

  /** Tries all that is unopened, now and whenever more can be opened. */
  start(): void {
    const retry = () => this.#deps.background(this.#retryAll());
    this.#stop = this.#deps.opener.onMore(retry);
    retry();
  }

  stop(): void {
    this.#stop();
  }

  /** @param store gets the run with what could be opened in time; the rest is stored later */
  async run<T>(run: Run, store: (opened: Run) => Promise<T>): Promise<T> {
    return this.#open(run.entries, (entries) => store({ ...run, entries }));
  }

  /** The same for the last messages of conversations. */
  async heads<T>(heads: readonly Head[], store: (opened: readonly StoredHead[]) => Promise<T>): Promise<T> {
    return this.#open(
      heads.flatMap(({ last }) => last ?? []),
      (lasts) => {
        const next = lasts.values();
        return store(heads.map((head) => (head.last ? { ...head, last: next.next().value } : head)));
      },
    );
  }

  /** Tries held entries again. */
  async retry(conversation: Uuid, from: number, to: number): Promise<void> {
    for (let start = from; start <= to; start += PAGE) {
      const end = Math.min(to, start + PAGE - 1);
      const held = await this.#deps.storage.readEntries(conversation, start, end);
      await this.#retry(conversation, held.filter(isUnopened));
    }
  }

  async #retryAll(): Promise<void> {
    for (const { id, head, lastEdit } of [...this.#deps.known.all()])
      await this.#retry(id, [head.last, lastEdit].flatMap((entry) => entry ?? []).filter(isUnopened));
    const unopened = Map.groupBy(await this.#deps.windows.unopened(), ({ conversation }) => conversation);
    for (const [conversation, places] of unopened) {
      const seqs = places.map(({ seq }) => seq);
      await this.retry(conversation, Math.min(...seqs), Math.max(...seqs));
    }
  }

  async #retry(conversation: Uuid, entries: readonly HeldEntry[]): Promise<void> {
    const { opener, windows, known, sink } = this.#deps;
    if (entries.length === 0) return;
    const contents = await opener.open(entries);
    const opened = entries
      .map((entry, index): HeldEntry => ({ ...entry, opened: this.#openedAs(contents[index]) }))
      .filter((entry) => !isUnopened(entry));
    if (opened.length === 0) return;
    known.put(await windows.open(conversation, opened));
    sink.logChanged(conversation, { kind: 'opened', entries: opened });
  }

  async #open<T>(entries: readonly Entry[], store: (opened: readonly HeldEntry[]) => Promise<T>): Promise<T> {
    const closed = entries.filter(isUnopened);
    if (closed.length === 0) return store(entries);
    const answer = this.#deps.opener.open(closed);
    const contents = await this.#inTime(answer);
    const openedAs = new Map(closed.map((entry, index) => [entry, this.#openedAs(contents?.[index])]));
    const result = await store(
      entries.map((entry) => {
        const opened = openedAs.get(entry);
        return opened === undefined ? entry : { ...entry, opened };
      }),
    );
    // By then its entries are among those that are tried again.
    if (contents === undefined) this.#deps.background(answer.then(() => this.#retryAll()));
    return result;
  }

  #openedAs(content: Content | undefined): Opened {
    return content === undefined
      ? { kind: 'unopened', since: this.#deps.clock.now() }
      : { kind: 'content', content };
  }

  /** Undefined if it takes too long, or fails. */
  #inTime<T>(answer: Promise<T>): Promise<T | undefined> {
    return new Promise((resolve) => {
      const cancel = this.#deps.clock.setTimeout(() => resolve(undefined), PATIENCE_MS);
      const end = (result: T | undefined) => {
        cancel();
        resolve(result);
      };
      answer.then(end, () => end(undefined));
    });
  }
}
