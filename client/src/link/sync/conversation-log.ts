import { LIMITS, CodedError, TIMING, type Entry, type SyncPage, type Uuid } from '@parley/protocol';
import type { Cancel } from '../../ports/clock.ts';
import type { OutsideLog } from '../../ports/outside-log.ts';
import type { RunResult } from '../../ports/storage/log-storage.ts';
import type { Run, StoredConversation, Window } from '../../model/stored-conversation.ts';
import { BrokenLogError } from './broken-log-error.ts';
import { EntryBuffer } from './entry-buffer.ts';
import type { LogEvent } from '../../model/log-event.ts';
import type { LogContext } from './log-context.ts';
import { lateCode } from '../../platform/late-code.ts';
import { Serial } from '../../platform/serial.ts';
import { follows, isWhole } from './is-whole.ts';

/** Attempts to fill a gap that the server cannot fill at once, ever more rarely; after that, each heads comparison tries. */
const GAP_ATTEMPTS = 8;

/** Fewer than a page may hold: each page is parsed, checked and stored in one go, and a browser shows nothing meanwhile. */
const CAUGHT_UP_AT_ONCE = 50;

/** Keeps the local window of one conversation equal to that part of the server's log. */
export class ConversationLog {
  readonly #context: LogContext;
  readonly #id: Uuid;
  readonly #buffer = new EntryBuffer();
  readonly #serial = new Serial();
  readonly #brokenSides = new Set<'newer' | 'older' | 'outside'>();
  readonly #seldom = lateCode(() => import('./seldom-read.ts'));
  #draining = false;
  #gapAttempts = 0;
  #cancelGap: Cancel | undefined;

  constructor(context: LogContext, id: Uuid) {
    this.#context = context;
    this.#id = id;
  }

  /** Takes a new entry, from an event or an answer, in any order. */
  receive(entry: Entry): void {
    const { window } = this.#stored();
    if (window !== undefined && entry.seq <= window.last) {
      this.#context.background(this.#serial.run(() => this.#settleHeld(entry)));
      return;
    }
    this.#buffer.offer(entry);
    this.#drainSoon();
  }

  /** Compares with the server and fetches newer entries; tries again later if the server cannot answer now. */
  catchUp(): Promise<void> {
    return this.#serial.run(async () => {
      try {
        await this.#judged('newer', () => this.#catchUp());
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        this.#retryGap();
      }
    });
  }

  /** Fetches the newest entries if there is no window yet. */
  start(): Promise<void> {
    return this.#serial.run(async () => {
      if (this.#stored().window === undefined) await this.#judged('newer', () => this.#startAtHead());
    });
  }

  /** Fetches entries before the window. @returns whether there were any */
  loadOlder(limit: number = LIMITS.pageEntries): Promise<boolean> {
    return this.#serial.run(() => this.#judged('older', () => this.#loadOlder(limit)));
  }

  /** What is read apart from the window. */
  async outside(): Promise<OutsideLog> {
    const { OutsidePages } = await this.#seldom();
    return new OutsidePages(this.#context, this.#id, (fetch) => this.#judged('outside', fetch));
  }

  /** The connection is gone: drops the entries buffered on it. */
  disconnected(): void {
    this.#cancelGap?.();
    this.#cancelGap = undefined;
    this.#gapAttempts = 0;
  }

  /** Reports whether the server's entries of this log are consistent: above, below and apart from the window. */
  async #judged<T>(side: 'newer' | 'older' | 'outside', fetch: () => Promise<T>): Promise<T> {
    try {
      const result = await fetch();
      this.#brokenSides.delete(side);
      return result;
    } catch (error) {
      if (error instanceof BrokenLogError) this.#brokenSides.add(side);
      throw error;
    } finally {
      this.#context.judged(this.#id, this.#brokenSides.size === 0);
    }
  }

  #stored(): StoredConversation {
    const stored = this.#context.known.get(this.#id);
    if (stored === undefined) throw new Error(`conversation ${this.#id} is not known`);
    return stored;
  }

  #drainSoon(): void {
    if (this.#draining) return;
    this.#draining = true;
    this.#context.background(
      this.#serial.run(async () => {
        this.#draining = false;
        await this.#drain().catch((error: unknown) => {
          // What was taken from the buffer is not stored: it has to be fetched.
          this.#retryGap();
          throw error;
        });
      }),
    );
  }

  /** Stores all entries received since the last time in one operation. */
  async #drain(): Promise<void> {
    const { window } = this.#stored();
    const entries = this.#buffer.takeAfter(window?.last);
    const [first] = entries;
    if (first === undefined) {
      // Another tab may have stored an entry that this one only received: it is stored, and not shown here yet.
      this.#context.changed(this.#id, { kind: 'appended', entries: [] });
      this.#watchGap();
      return;
    }
    const run = { from: first.seq, to: first.seq + entries.length - 1, entries, hidden: [] };
    const fits = isWhole(run, window?.chain);
    if (fits && (await this.#append(run))) this.#watchGap();
    else this.#retryGap();
  }

  #watchGap(): void {
    const last = this.#stored().window?.last ?? 0;
    if (this.#buffer.highest <= last) this.#gapAttempts = 0;
    else this.#retryGap();
  }

  #retryGap(): void {
    if (this.#cancelGap !== undefined || this.#gapAttempts === GAP_ATTEMPTS) return;
    const { clock, random } = this.#context;
    const delay = TIMING.gapMin + random.number() * (TIMING.gapMax - TIMING.gapMin);
    const factor = 2 ** this.#gapAttempts++;
    this.#cancelGap = clock.setTimeout(() => {
      this.#cancelGap = undefined;
      this.#context.background(this.catchUp());
    }, delay * factor);
  }

  async #catchUp(): Promise<void> {
    let more = true;
    while (more) {
      const { window, head } = this.#stored();
      if (window === undefined) return head.last === undefined ? this.#startAtHead() : undefined;
      more = await this.#nextPage(window);
    }
    await this.#dropHeld();
    await this.#drain();
  }

  /** Removes buffered entries that the window covers by now. The user's own may still have items in the outbox. */
  async #dropHeld(): Promise<void> {
    const held = this.#buffer.takeUpTo(this.#stored().window?.last ?? 0);
    for (const entry of held.filter(({ sender }) => sender === this.#context.me)) await this.#settle(entry);
  }

  /** @returns whether to go on */
  async #nextPage({ last, chain }: Window): Promise<boolean> {
    const page = await this.#pageAfter(last, chain);
    if (page === 'diverged') return this.#reconcile();
    if (page.head - last > LIMITS.windowGap) return this.#jump();
    if (page.to < page.from) return false;
    // The server just confirmed this chain: a page that does not continue it is inconsistent.
    if (page.from !== last + 1 || !isWhole(page, chain)) throw new BrokenLogError();
    return !(await this.#append(page)) || page.to < page.head;
  }

  async #pageAfter(seq: number, chain: string | undefined): Promise<SyncPage | 'diverged'> {
    const from = { conversation: this.#id, seq, ...(chain !== undefined && { chain }) };
    try {
      return await this.#context.sync({ direction: 'after', ...from, limit: CAUGHT_UP_AT_ONCE });
    } catch (error) {
      if (error instanceof CodedError && this.#meansDiverged(error)) return 'diverged';
      throw error;
    }
  }

  /** A direct conversation is never deleted: if the server does not know it, it has lost it. */
  #meansDiverged({ code }: CodedError): boolean {
    const missing = code === 'E_NOT_FOUND' || code === 'E_NOT_A_MEMBER';
    return code === 'E_LOG_DIVERGED' || (missing && this.#stored().head.type === 'direct');
  }

  /** Finds the last entry on which both logs agree, and forgets the later ones. @returns whether to go on */
  async #reconcile(): Promise<boolean> {
    const { window } = this.#stored();
    if (window === undefined) return false;
    const { truncateToCommon } = await this.#seldom();
    const isLost = (error: CodedError) => this.#meansDiverged(error);
    const { common, conversation } = await truncateToCommon(this.#context, this.#id, window, isLost);
    this.#buffer.clear();
    this.#moved(conversation, { kind: 'diverged' });
    // Nothing held is on the server. Its log may contain the user's commands all the same.
    if (common === undefined) await this.#startAtHead();
    return common !== undefined;
  }

  /** Too much is missing to fetch it all: starts a new window. @returns whether to go on */
  async #jump(): Promise<boolean> {
    const page = await this.#lastPage();
    const stored = await this.#context.windows.replace(this.#id, page);
    this.#moved(stored, { kind: 'replaced' });
    return false;
  }

  /** Leaves a direct conversation empty that the server does not know, as before its first message. */
  async #startAtHead(): Promise<void> {
    const page = await this.#lastPage().catch((error: unknown) => {
      if (error instanceof CodedError && this.#meansDiverged(error)) return undefined;
      throw error;
    });
    if (page === undefined || page.to < page.from) return;
    const { conversation } = await this.#context.windows.append(this.#id, page);
    this.#moved(conversation, { kind: 'replaced' });
  }

  async #lastPage(): Promise<SyncPage> {
    const limit = LIMITS.windowStart;
    const page = await this.#context.sync({ direction: 'last', conversation: this.#id, limit });
    if (page.to >= page.from && !isWhole(page, undefined)) throw new BrokenLogError();
    return page;
  }

  async #append(run: Run): Promise<boolean> {
    const last = this.#stored().window?.last ?? 0;
    const result = await this.#context.windows.append(this.#id, run);
    if (result.outcome !== 'applied') return this.#adopt(result);
    const entries = result.entries.filter(({ seq }) => seq > last);
    this.#moved(result.conversation, { kind: 'appended', entries });
    return true;
  }

  /** Another tab moved the window: the view follows that one. @returns false, the run was not stored */
  #adopt({ conversation }: RunResult): false {
    this.#moved(conversation, { kind: 'replaced' });
    return false;
  }

  async #loadOlder(limit: number): Promise<boolean> {
    const { window } = this.#stored();
    if (window === undefined) {
      await this.#startAtHead();
      return this.#stored().window !== undefined;
    }
    const request = { direction: 'before', conversation: this.#id, seq: window.first, limit } as const;
    const page = await this.#context.sync(request);
    if (page.to < page.from) return false;
    await this.#checkOlder(page, window);
    const { conversation } = await this.#context.windows.prepend(this.#id, page);
    this.#moved(conversation, { kind: 'prepended' });
    return true;
  }

  async #checkOlder(page: SyncPage, { first }: Window): Promise<void> {
    const above = await this.#context.storage.readEntries(this.#id, first, first);
    const [next] = above;
    const before = page.entries.findLast(({ seq }) => seq === first - 1);
    const linked = next === undefined || before === undefined || follows(next, before.chain);
    if (page.to !== first - 1 || !linked || !isWhole(page, undefined)) throw new BrokenLogError();
  }

  /** An entry that the window covers already. If the window has a different one there, the logs have diverged. */
  async #settleHeld(entry: Entry): Promise<void> {
    const [held] = await this.#context.storage.readEntries(this.#id, entry.seq, entry.seq);
    if (held !== undefined && held.chain !== entry.chain) {
      this.#retryGap();
      return;
    }
    await this.#settle(entry);
  }

  async #settle(entry: Entry): Promise<void> {
    const run = { from: entry.seq, to: entry.seq, entries: [entry], hidden: [] };
    const { conversation } = await this.#context.windows.append(this.#id, run);
    this.#moved(conversation, { kind: 'appended', entries: [] });
  }

  #moved(conversation: StoredConversation, event: LogEvent): void {
    this.#context.known.put(conversation);
    this.#context.changed(this.#id, event);
  }
}
