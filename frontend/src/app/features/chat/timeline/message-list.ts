import type { ElementRef } from '@angular/core';
import {
  afterRenderEffect,
  Component,
  computed,
  effect,
  inject,
  linkedSignal,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import type { TimelineItem } from '@parley/client';
import { Chat } from '../../../core/chat/chat.ts';
import { Clock } from '../../../core/device/clock.ts';
import { OpenConversation } from '../../../core/chat/open-conversation.ts';
import { dayName } from '../../../shared/dates.ts';
import { Icon } from '../../../shared/icon.ts';
import { MESSAGES } from '../../../shared/messages.ts';
import { Printing } from '../../../shared/printing.ts';
import { Announcer } from './announcer.ts';
import { estimatedHeight } from './estimated-height.ts';
import { groupPosition } from './grouping.ts';
import { isSilent } from './is-silent.ts';
import { MeasuredRow } from './measured-row.ts';
import { type NewLine, newLineAfter, reachesBackTo } from './new-line.ts';
import { Reader } from '../../../core/chat/reader.ts';
import { TimelineRow } from './timeline-row.ts';
import { VirtualRows } from '../../../shared/virtual-rows.ts';
import { OwnMessages } from './own-messages.ts';
import { PageFocus } from './page-focus.ts';

/** More rows are fetched this many screens before the user reaches the first or the last row. */
const LOAD_SCREENS = 1;
/** This close to the end, the newest message counts as read. */
const END_PX = 80;
/** With more unread messages than this, the view begins with the newest part of them. */
const MOST_NEWS = 1_000;
/** Height of the line with a day. */
const DAY_LINE_PX = 34;

@Component({
  selector: 'parley-message-list',
  imports: [Icon, MeasuredRow, TimelineRow],
  providers: [Announcer],
  templateUrl: './message-list.html',
  styleUrl: './message-list.scss',
})
export class MessageList {
  private readonly chat = inject(Chat);
  private readonly clock = inject(Clock);
  private readonly printing = inject(Printing);
  private readonly focus = inject(PageFocus);
  private readonly reader = inject(Reader);
  private readonly opened = inject(OpenConversation).current() ?? missing();
  private readonly scroller = viewChild.required<ElementRef<HTMLElement>>('scroller');

  protected readonly items = this.opened.items;
  protected readonly older = this.opened.older;
  private readonly newer = this.opened.newer;
  private readonly conversation = computed(() => this.chat.row(this.opened.id));
  private readonly newest = computed(() => {
    const row = this.conversation();
    return row?.blocked === true ? undefined : row?.last;
  });
  protected readonly type = computed(() => this.conversation()?.type ?? 'direct');
  protected readonly unread = computed(() => this.conversation()?.unread ?? 0);
  protected readonly active = signal<string | undefined>(undefined);
  protected readonly found = this.reader.found;
  protected readonly messages = MESSAGES;

  protected readonly virtual = new VirtualRows(
    () => this.scroller().nativeElement,
    computed(() => {
      const items = this.items();
      return { count: items.length, keyOf: (index) => items[index]?.id ?? '', more: this.newer() };
    }),
    {
      estimateSize: (index) => estimatedHeight(untracked(this.items)[index]),
      overscan: 12,
      anchorTo: 'end',
      followOnAppend: true,
      scrollEndThreshold: END_PX,
      paddingStart: 12,
      paddingEnd: 4,
    },
  );

  /** Nothing to show, although the log may have entries that are not displayed. */
  protected readonly blank = computed(() => this.items().every((item) => isSilent(item, this.type())));

  /** Why there is nothing to show; empty while that is unknown. */
  protected readonly empty = computed(() => {
    if (this.older() === 'some' || this.older() === 'failed')
      return this.chat.offline() ? MESSAGES.notHereYet : undefined;
    if (this.older() === 'loading') return undefined;
    if (this.type() === 'announcement')
      return this.chat.me().admin ? MESSAGES.firstAnnouncement : MESSAGES.noAnnouncements;
    // Before the first message there is no row, but the peer is known.
    const peer = this.conversation()?.peer ?? this.opened.peer();
    return peer === this.chat.me().uid ? MESSAGES.noNotes : MESSAGES.noMessages;
  });

  /** Set when the conversation opens, and again when older unread messages load or new ones arrive out of view. */
  protected readonly newLine = linkedSignal<readonly TimelineItem[], NewLine | undefined>({
    source: this.items,
    computation: (items, previous) => {
      if (previous === undefined || previous.source.length === 0)
        return newLineAfter(items, untracked(this.read));
      const { readAtOpening } = this.opened.conversation;
      if (previous.value !== undefined && !reachesBackTo(readAtOpening, previous.source))
        return newLineAfter(items, readAtOpening);
      const missed = previous.value === undefined && !untracked(this.focus.now);
      return missed ? newLineAfter(items, untracked(this.read)) : previous.value;
    },
  });
  /** The user's read mark; known together with the first items, once the local copy was read. */
  private readonly read = linkedSignal<boolean, number>({
    source: () => this.items().length > 0,
    computation: (_known, previous) => Math.max(previous?.value ?? 0, this.opened.conversation.readAtOpening),
  });

  protected readonly rows = computed(() => {
    const items = this.items();
    const shown = this.printing.now()
      ? items.map(({ id }, index) => ({ index, key: id }))
      : this.virtual.items();
    return shown.flatMap(({ index, key }) => {
      const item = items[index];
      return item === undefined
        ? []
        : [{ index, key, item, ...groupPosition(items, index, this.newLine()?.before) }];
    });
  });
  protected readonly offset = computed(() => this.virtual.items()[0]?.start ?? 0);

  protected readonly atEnd = computed(() => {
    this.virtual.moved();
    return this.items().length === 0 || (!this.newer() && this.virtual.virtualizer.isAtEnd(END_PX));
  });
  /** The day of the topmost message, unless its own line is visible. */
  protected readonly day = computed(() => {
    this.virtual.moved();
    const { range, scrollOffset, measurementsCache } = this.virtual.virtualizer;
    const index = range?.startIndex ?? 0;
    const item = this.items()[index];
    if (item === undefined || item.kind === 'hidden') return undefined;
    const lineEnd = (measurementsCache[index]?.start ?? 0) + DAY_LINE_PX;
    const hasLine = groupPosition(this.items(), index).day || item.id === this.newLine()?.before;
    const lineIsSeen = hasLine && lineEnd >= (scrollOffset ?? 0);
    return lineIsSeen ? undefined : dayName(item.time, this.clock.now());
  });

  constructor() {
    afterRenderEffect(() => this.begin());
    // The position in the document decides, and is only right once the rows are in it.
    afterRenderEffect(() => this.loadOnwards());
    effect(() => this.markRead());
    effect(() => this.followOwn());
    effect(() => this.goToWanted());
    inject(Announcer).follow(this.newest);
  }

  protected async toEnd(): Promise<void> {
    this.reader.wanted.set(undefined);
    if (this.newer()) await this.opened.conversation.showNewest();
    this.virtual.virtualizer.scrollToEnd();
  }

  protected retryOlder(): void {
    void this.opened.conversation.loadOlder();
  }

  /** Arrow keys move between messages, and from the list itself to the last visible one. */
  protected handleKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (step === 0 || event.altKey || !(event.target instanceof HTMLElement) || isEditable(event.target))
      return;
    event.preventDefault();
    const row = event.target.closest<HTMLElement>('[data-index]');
    if (row === null) this.focusMessage(this.virtual.virtualizer.range?.endIndex ?? 0, -1);
    else this.focusMessage(Number(row.dataset.index) + step, step);
  }

  /** The next message in this direction; lines about the group are skipped. */
  private focusMessage(start: number, step: 1 | -1): void {
    let index = start;
    while (this.items()[index] !== undefined && this.items()[index]?.kind !== 'message') index += step;
    if (this.items()[index] === undefined) return;
    this.virtual.virtualizer.scrollToIndex(index, { align: 'auto' });
    // Synchronously if it is in the document: the next key may come before any timer.
    if (!this.focusRow(index)) setTimeout(() => this.focusRow(index));
  }

  /** @returns whether the row was there to be focused */
  private focusRow(index: number): boolean {
    const row = this.scroller().nativeElement.querySelector<HTMLElement>(
      `[data-index="${String(index)}"] [tabindex]`,
    );
    row?.focus();
    return row !== null;
  }

  private beginning: number | undefined;
  /** Whether the unread messages are loaded: all, or as many as the view begins with. */
  private readonly hasNews = computed(
    () =>
      this.older() === 'none' ||
      this.older() === 'failed' ||
      this.items().length >= MOST_NEWS ||
      reachesBackTo(this.opened.conversation.readAtOpening, this.items()),
  );
  /** Whether the row to start reading at is in view; earlier positions are only passed through. */
  private readonly begun = signal(false);
  /** At the line of new messages, otherwise at the newest message. */
  private begin(): void {
    this.virtual.moved();
    if (untracked(this.begun) || this.items().length === 0 || this.virtual.items().length === 0) return;
    if (!this.hasNews()) {
      if (this.older() === 'some') void this.opened.conversation.loadOlder();
      return;
    }
    this.beginning ??= this.goToBeginning();
    const { range } = this.virtual.virtualizer;
    const { beginning } = this;
    this.begun.set(range !== null && range.startIndex <= beginning && beginning <= range.endIndex);
  }

  private goToBeginning(): number {
    const items = untracked(this.items);
    const line = untracked(this.newLine);
    const index = items.findLastIndex(({ id }) => id === line?.before);
    if (index < 0) this.virtual.virtualizer.scrollToEnd();
    else this.virtual.virtualizer.scrollToIndex(Math.max(0, index - 1), { align: 'start' });
    return index < 0 ? items.length - 1 : index;
  }

  private loadOnwards(): void {
    this.virtual.moved();
    if (!this.begun()) return;
    const { scrollTop, scrollHeight, clientHeight } = this.scroller().nativeElement;
    const near = LOAD_SCREENS * clientHeight;
    if (this.older() === 'some' && scrollTop < near) void this.opened.conversation.loadOlder();
    if (this.newer() && scrollHeight - clientHeight - scrollTop < near)
      void this.opened.conversation.loadNewer();
  }

  private told = false;
  /** Messages count as read if they are in view while the user is looking at the window. */
  private markRead(): void {
    this.virtual.moved();
    const range = this.virtual.virtualizer.range;
    if (!this.focus.now() || range === null || !this.begun()) return;
    const seq = lastSeqUpTo(this.items(), range.endIndex);
    // Always the first time: the conversation may have been marked as unread.
    if (this.told && seq <= untracked(this.read)) return;
    this.told = true;
    this.read.update((read) => Math.max(read, seq));
    this.chat.client.markRead(this.opened.id, seq);
  }

  private readonly own = new OwnMessages();
  private followOwn(): void {
    if (this.own.isToFollow(this.newest(), this.begun())) setTimeout(() => void this.toEnd());
  }

  private wanted: { readonly seq: number } | undefined;
  private arrived = true;
  /** Repeated if pages arrived before it was in view. */
  private goToWanted(): void {
    const wanted = this.reader.wanted();
    const items = this.items();
    const isNew = wanted !== this.wanted;
    this.wanted = wanted;
    if (wanted === undefined || (this.arrived && !isNew)) return;
    this.virtual.moved();
    const index = items.findIndex((item) => item.kind === 'message' && item.seq === wanted.seq);
    const { range } = this.virtual.virtualizer;
    this.arrived = !isNew && range !== null && range.startIndex <= index && index <= range.endIndex;
    if (index >= 0 && !this.arrived) this.virtual.virtualizer.scrollToIndex(index, { align: 'center' });
  }
}

function lastSeqUpTo(items: readonly TimelineItem[], index: number): number {
  for (let at = index; at >= 0; at--) {
    const item = items[at];
    if (item !== undefined && item.kind !== 'hidden' && item.seq !== undefined) return item.seq;
  }
  return 0;
}

function isEditable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, pre') !== null;
}

function missing(): never {
  throw new Error('No conversation is open');
}
