import type { Range, Uuid } from '@parley/protocol';
import type { HeldEntry } from '../../model/held-entry.ts';
import type { Window } from '../../model/stored-conversation.ts';
import { lateCode } from '../../platform/late-code.ts';
import { HeldLog } from './held-log.ts';
import type { LookBack, ReadableDeps } from './look-back.ts';
import { PAGE } from './page.ts';
import { TimelineFold } from './timeline-fold.ts';
import type { TimelineItem } from '../../model/timeline.ts';

/** Items kept while the user scrolls through older messages; those farther away are read again when needed. */
const MOST = 1_000;
/** While the view follows the newest message, it drops the oldest items above this many. */
const FOLLOWED_MOST = 2 * MOST;

export interface ShownDeps extends ReadableDeps {
  readonly me: Uuid;
  /** Items that were not shown before. */
  met(items: readonly TimelineItem[]): void;
}

/** The part of a conversation's log on display, folded. It follows the newest message, or slides over older ones. */
export class ShownPart {
  readonly fold: TimelineFold;
  readonly held: HeldLog;
  readonly far = lateCode(() => import('./far-messages.ts'));
  readonly #deps: ShownDeps;
  /** What is read instead of the local copy while one looks at a place far below it. */
  #back: LookBack | undefined;
  /** Both ends included. */
  #range: { readonly from: number; readonly to: number } | undefined;
  /** Changes up to this `seq` are applied to the items on display. */
  #seen = 0;

  constructor(deps: ShownDeps) {
    this.#deps = deps;
    this.fold = new TimelineFold(deps.me);
    this.held = new HeldLog(deps);
  }

  /** What is on display; undefined if nothing is. */
  get range(): { readonly from: number; readonly to: number } | undefined {
    return this.#range;
  }

  get back(): LookBack | undefined {
    return this.#back;
  }

  get hasOlder(): boolean {
    return this.#log.hasOlder(this.#range?.from);
  }

  /** Whether the newest held entry is on display. */
  get isNewest(): boolean {
    return this.#range === undefined || this.#range.to === this.#seen;
  }

  /** In the order of the log; unsent messages after the newest. @param pinned what is, by the details */
  items(pinned: readonly number[]): readonly TimelineItem[] {
    const items = this.isNewest ? this.fold.items() : this.fold.stored();
    return this.#back?.withPins(items, pinned) ?? items;
  }

  /**
   * Shows the newest page.
   * @param from more than a page, if it begins here and this is not too far away
   */
  async showNewest(from = Number.MAX_SAFE_INTEGER): Promise<void> {
    this.#back = undefined;
    const { window } = this.held;
    if (window === undefined) {
      this.#clear();
      return;
    }
    const page = window.last - PAGE + 1;
    await this.#show(window, from > window.last - MOST ? Math.min(from, page) : page, window.last);
  }

  /** Shows a message and its surroundings, if there is one. It may be far below the window. */
  async showAround(seq: number): Promise<void> {
    const isHeld = () => (this.held.window?.first ?? Number.POSITIVE_INFINITY) <= seq;
    const back = isHeld()
      ? undefined
      : await (await this.far()).reach(seq, this.held, this.#back, this.#deps);
    const window = back?.window ?? (isHeld() ? this.held.window : undefined);
    const [entry] = await (back ?? this.#deps.storage).readEntries(this.#deps.id, seq, seq);
    if (entry?.body.kind !== 'message' || window === undefined) return;
    this.#back = back;
    await this.#show(window, seq - PAGE / 2, seq + PAGE / 2);
  }

  /** @returns false if nothing is on display yet */
  async showOlder(): Promise<boolean> {
    const { window } = this.#log;
    if (this.#range === undefined || window === undefined) return false;
    const { from: end, to } = this.#range;
    if (end === window.first) await this.#log.loadOlder();
    const { first, hidden: hiddenThere } = this.#log.window ?? window;
    const from = Math.max(first, end - PAGE);
    const { entries, changes, hidden } = await this.#read(hiddenThere, from, end - 1);
    this.fold.change(changes);
    this.#deps.met(this.fold.prepend(entries, hidden));
    this.#range = { from, to: this.fold.keepFirst(MOST) ?? to };
    this.#settle();
    return true;
  }

  async showNewer(): Promise<void> {
    if (this.#range === undefined || this.isNewest) return;
    const { from, to: start } = this.#range;
    await this.#back?.loadNewer(start);
    const { window } = this.#log;
    if (window === undefined) return;
    const to = Math.min(window.last, start + PAGE);
    const { entries, changes, hidden } = await this.#read(window.hidden, start + 1, to);
    this.fold.change(changes);
    this.#deps.met(this.fold.append(entries, hidden));
    this.#range = { from: this.fold.keepLast(MOST) ?? from, to };
    this.#seen = Math.max(this.#seen, to);
    this.#settle();
  }

  /** Takes in entries appended to the window; while older messages are on display, only changes to them. */
  async follow(entries: readonly HeldEntry[]): Promise<void> {
    const { window } = this.held;
    const start = this.#seen + 1;
    // If the window starts anew above the items on display, the entries in between are missing.
    if (this.#range === undefined || window === undefined || window.first > start) return this.showNewest();
    if (window.last < start) return;
    const atHand = entries[0]?.seq === start && entries.length === window.last - this.#seen;
    const news = atHand ? entries : await this.#deps.storage.readEntries(this.#deps.id, start, window.last);
    if (this.isNewest) {
      this.#deps.met(this.fold.append(news, hiddenIn(window.hidden, start, window.last)));
      const { from } = this.#range;
      const cut = this.fold.stored().length > FOLLOWED_MOST ? this.fold.keepLast(MOST) : undefined;
      this.#range = { from: cut ?? from, to: window.last };
    } else this.fold.change(news);
    this.#seen = window.last;
    this.#settle();
  }

  /** Reads again what is on display and was not opened when it was read. */
  async reopen(): Promise<void> {
    await this.#back?.reopen();
    const { id, storage } = this.#deps;
    const log = this.#back ?? storage;
    const seqs = this.fold.unopened();
    if (seqs.length === 0) return;
    const [from, to] = [Math.min(...seqs), Math.max(...seqs)];
    const entries = await log.readEntries(id, from, to);
    this.fold.opened([...entries, ...(await log.readChanges(id, from, to))]);
  }

  async #show(window: Window, lowest: number, highest: number): Promise<void> {
    const [from, to] = [Math.max(window.first, lowest), Math.min(window.last, highest)];
    const newest = this.held.window?.last ?? to;
    const { entries, changes, hidden } = await this.#read(window.hidden, from, to);
    this.#clear();
    this.fold.change(changes);
    this.#deps.met(this.fold.append(entries, hidden));
    this.#range = { from, to };
    this.#seen = newest;
  }

  #clear(): void {
    this.fold.clear();
    this.#range = undefined;
  }

  get #log(): HeldLog | LookBack {
    return this.#back ?? this.held;
  }

  /** What is on display has moved: a look-back may be over. */
  #settle(): void {
    this.#back = this.#back?.shows(this.#range);
  }

  async #read(hidden: readonly Range[], from: number, to: number) {
    const { id, storage } = this.#deps;
    const log = this.#back ?? storage;
    const [entries, changes] = await Promise.all([
      log.readEntries(id, from, to),
      log.readChanges(id, from, to),
    ]);
    return { entries, changes, hidden: hiddenIn(hidden, from, to) };
  }
}

function hiddenIn(hidden: readonly Range[], from: number, to: number): Range[] {
  return hidden
    .map((range) => ({ from: Math.max(range.from, from), to: Math.min(range.to ?? to, to) }))
    .filter((range) => range.from <= range.to);
}
