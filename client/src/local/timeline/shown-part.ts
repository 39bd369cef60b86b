import type { Range, Uuid } from '@parley/protocol';
import type { HeldEntry } from '../../model/held-entry.ts';
import type { ChatStorage } from '../../ports/chat-storage.ts';
import type { Window } from '../../model/stored-conversation.ts';
import { TimelineFold } from './timeline-fold.ts';
import type { TimelineItem } from '../../model/timeline.ts';

/** Entries shown at first, and added per page. */
export const PAGE = 100;
/** Items kept while the user scrolls through older messages; those farther away are read again when needed. */
const MOST = 1_000;
/** While the view follows the newest message, it drops the oldest items above this many. */
const FOLLOWED_MOST = 2 * MOST;

export interface ShownDeps {
  readonly id: Uuid;
  readonly me: Uuid;
  readonly storage: ChatStorage;
  /** Items that were not shown before. */
  met(items: readonly TimelineItem[]): void;
}

/** The part of a conversation's window on display, folded. It follows the newest message, or slides over older ones. */
export class ShownPart {
  readonly fold: TimelineFold;
  readonly #deps: ShownDeps;
  /** Both ends included. */
  #range: { readonly from: number; readonly to: number } | undefined;
  /** Changes up to this `seq` are applied to the items on display. */
  #seen = 0;

  constructor(deps: ShownDeps) {
    this.#deps = deps;
    this.fold = new TimelineFold(deps.me);
  }

  /** The lowest `seq` on display; undefined if nothing is. */
  get from(): number | undefined {
    return this.#range?.from;
  }

  /** Whether the newest held entry is on display. */
  get isNewest(): boolean {
    return this.#range === undefined || this.#range.to === this.#seen;
  }

  /** In the order of the log; unsent messages after the newest. */
  items(): readonly TimelineItem[] {
    return this.isNewest ? this.fold.items() : this.fold.stored();
  }

  /**
   * Shows the newest page.
   * @param from more than a page, if it begins here and this is not too far away
   */
  async showNewest(window: Window | undefined, from = Number.MAX_SAFE_INTEGER): Promise<void> {
    if (window === undefined) {
      this.#clear();
      return;
    }
    const page = window.last - PAGE + 1;
    await this.#show(window, from > window.last - MOST ? Math.min(from, page) : page, window.last);
  }

  /** Shows an entry and its surroundings. */
  showAround(window: Window, seq: number): Promise<void> {
    return this.#show(window, seq - PAGE / 2, seq + PAGE / 2);
  }

  async showOlder(window: Window): Promise<void> {
    if (this.#range === undefined) return;
    const { from: end, to } = this.#range;
    const from = Math.max(window.first, end - PAGE);
    const { entries, changes, hidden } = await this.#read(window, from, end - 1);
    this.fold.change(changes);
    this.#deps.met(this.fold.prepend(entries, hidden));
    this.#range = { from, to: this.fold.keepFirst(MOST) ?? to };
  }

  async showNewer(window: Window): Promise<void> {
    if (this.#range === undefined) return;
    const { from, to: start } = this.#range;
    const to = Math.min(window.last, start + PAGE);
    const { entries, changes, hidden } = await this.#read(window, start + 1, to);
    this.fold.change(changes);
    this.#deps.met(this.fold.append(entries, hidden));
    this.#range = { from: this.fold.keepLast(MOST) ?? from, to };
    this.#seen = Math.max(this.#seen, to);
  }

  /** Takes in entries appended to the window; while older messages are on display, only changes to them. */
  async follow(window: Window, entries: readonly HeldEntry[]): Promise<void> {
    const start = this.#seen + 1;
    // If the window starts anew above the items on display, the entries in between are missing.
    if (this.#range === undefined || window.first > start) return this.showNewest(window);
    if (window.last < start) return;
    const atHand = entries[0]?.seq === start && entries.length === window.last - this.#seen;
    const news = atHand ? entries : await this.#deps.storage.readEntries(this.#deps.id, start, window.last);
    if (this.isNewest) {
      this.#deps.met(this.fold.append(news, hiddenIn(window, start, window.last)));
      const { from } = this.#range;
      const cut = this.fold.stored().length > FOLLOWED_MOST ? this.fold.keepLast(MOST) : undefined;
      this.#range = { from: cut ?? from, to: window.last };
    } else this.fold.change(news);
    this.#seen = window.last;
  }

  /** Reads again what is on display and was not opened when it was read. */
  async reopen(): Promise<void> {
    const { id, storage } = this.#deps;
    const seqs = this.fold.unopened();
    if (seqs.length === 0) return;
    const [from, to] = [Math.min(...seqs), Math.max(...seqs)];
    const entries = await storage.readEntries(id, from, to);
    this.fold.opened([...entries, ...(await storage.readChanges(id, from, to))]);
  }

  async #show(window: Window, lowest: number, highest: number): Promise<void> {
    const [from, to] = [Math.max(window.first, lowest), Math.min(window.last, highest)];
    const { entries, changes, hidden } = await this.#read(window, from, to);
    this.#clear();
    this.fold.change(changes);
    this.#deps.met(this.fold.append(entries, hidden));
    this.#range = { from, to };
    this.#seen = window.last;
  }

  #clear(): void {
    this.fold.clear();
    this.#range = undefined;
  }

  async #read(window: Window, from: number, to: number) {
    const { id, storage } = this.#deps;
    const [entries, changes] = await Promise.all([
      storage.readEntries(id, from, to),
      storage.readChanges(id, from, to),
    ]);
    return { entries, changes, hidden: hiddenIn(window, from, to) };
  }
}

function hiddenIn(window: Window, from: number, to: number): Range[] {
  return window.hidden
    .map((range) => ({ from: Math.max(range.from, from), to: Math.min(range.to ?? to, to) }))
    .filter((range) => range.from <= range.to);
}
