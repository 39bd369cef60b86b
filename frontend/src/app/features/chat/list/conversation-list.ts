import {
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  linkedSignal,
  signal,
  untracked,
  viewChild,
  ViewContainerRef,
} from '@angular/core';
import { Router } from '@angular/router';
import type { ConversationRow as Row } from '@parley/client';
import type { Uuid } from '@parley/protocol';
import { defaultRangeExtractor } from '@tanstack/virtual-core';
import { Chat } from '../../../core/chat/chat.ts';
import { currentPath } from '../../../core/device/current-path.ts';
import { DeviceSettings } from '../../../core/device/device-settings.ts';
import { Shortcuts } from '../../../core/overlays/shortcuts.ts';
import { showWhen } from '../../../core/parts/show-when.ts';
import { ListSkeleton } from '../../../shared/list-skeleton.ts';
import { MESSAGES } from '../../../shared/messages.ts';
import { ConversationRow } from './conversation-row.ts';
import { RowFocus } from './row-focus.ts';
import { inOrderOf } from './steady-order.ts';
import { VirtualRows } from '../../../shared/virtual-rows.ts';
import { backgroundPart, injectPart, part } from '../../../core/parts/parts.ts';

/** As in the theme. All rows have the same height, so that none is measured. */
const ROW_HEIGHT = { comfortable: 64, compact: 52 } as const;
const ABOUT_TO_CHOOSE_MS = 2_000;

@Component({
  selector: 'parley-conversation-list',
  imports: [ConversationRow, ListSkeleton],
  host: {
    '(keydown)': 'handleKey($event)',
    '(focusin)': 'focus.loadKeys()',
    '(pointerleave)': 'choosing.set(false)',
  },
  templateUrl: './conversation-list.html',
  styleUrl: './conversation-list.scss',
})
export class ConversationList {
  protected readonly chat = inject(Chat);
  private readonly settings = inject(DeviceSettings);
  private readonly router = inject(Router);
  private readonly scroller = viewChild.required<ElementRef<HTMLElement>>('scroller');
  private readonly steps = viewChild('steps', { read: ViewContainerRef });

  private readonly owner = inject(DestroyRef);
  private readonly path = currentPath();
  protected readonly opened = computed(() => this.path().split('/c/')[1]?.split('/')[0]);
  private readonly conversationMenu = injectPart(() =>
    part(() => import('./later/conversation-menu.ts')).then(({ ConversationMenu }) => ConversationMenu),
  );
  protected readonly showArchived = signal(false);
  /** Whether the user is about to click, or moves through the rows by keyboard. */
  protected readonly choosing = signal(false);
  private stillChoosing: ReturnType<typeof setTimeout> | undefined;
  protected readonly loading = computed(() => this.chat.conversations() === undefined);
  protected readonly synced = this.chat.synced;
  protected readonly archived = computed(() =>
    this.visible().filter(({ preferences }) => preferences.archived),
  );
  protected readonly newArchived = computed(() =>
    this.archived().reduce((sum, { unread, preferences }) => sum + (preferences.muted ? 0 : unread), 0),
  );
  private readonly visible = computed(() =>
    (this.chat.conversations() ?? []).filter(({ blocked }) => !blocked),
  );
  private readonly wanted = computed(() =>
    this.visible().filter(({ preferences }) => preferences.archived === this.showArchived()),
  );
  protected readonly rows = linkedSignal<{ rows: readonly Row[]; steady: boolean }, readonly Row[]>({
    source: () => ({ rows: this.wanted(), steady: this.choosing() }),
    computation: ({ rows, steady }, shown) =>
      steady && shown !== undefined ? inOrderOf(shown.value, rows) : rows,
  });

  /** Why the list is empty, if the rows do not show it. */
  protected readonly empty = computed(() => {
    if (this.chat.nobodyYet()) return MESSAGES.noConversations;
    if (!this.synced() || this.rows().length > 0) return undefined;
    return this.showArchived() ? MESSAGES.noneArchived : MESSAGES.allArchived;
  });

  protected readonly virtual = new VirtualRows(
    () => this.scroller().nativeElement,
    computed(() => ({ count: this.rows().length, keyOf: (index) => this.rows()[index]?.id ?? '' })),
    {
      estimateSize: () => ROW_HEIGHT[this.settings.density()],
      overscan: 8,
      paddingEnd: 8,
      // Also if it is out of view: otherwise Tab could not reach the list after scrolling.
      rangeExtractor: (range) => {
        const shown = defaultRangeExtractor(range);
        const active = Math.min(this.focus.index(), range.count - 1);
        return shown.includes(active) ? shown : [...shown, active].sort((a, b) => a - b);
      },
    },
  );

  protected readonly focus = new RowFocus(this.rows, this.virtual);

  constructor() {
    inject(Shortcuts).add(
      [
        { key: 'ArrowUp', held: 'alt', run: () => this.step(-1) },
        { key: 'ArrowDown', held: 'alt', run: () => this.step(1) },
      ],
      this.owner,
    );
    // Called directly: a move must not trigger change detection of the list every time.
    inject<ElementRef<HTMLElement>>(ElementRef).nativeElement.addEventListener('pointermove', () =>
      this.keepStill(),
    );
    showWhen(
      this.chat.nobodyYet,
      this.steps,
      async () => (await backgroundPart(() => import('./later/first-steps.ts'))).FirstSteps,
    );
    let before: Uuid | undefined;
    effect(() => {
      const opened = this.opened();
      if (opened === undefined) untracked(() => this.comeBackFrom(before));
      before = opened;
    });
    effect(() => {
      this.settings.density();
      this.virtual.virtualizer.measure();
    });
  }

  protected async menu(origin: HTMLElement, row: Row): Promise<void> {
    await (await this.conversationMenu()).open(origin, row);
  }

  protected handleKey(event: KeyboardEvent): void {
    this.keepStill();
    void this.focus.handleKey(event);
  }

  /** No row moves under a moving pointer or between two keys; the order is updated afterwards. */
  private keepStill(): void {
    this.choosing.set(true);
    clearTimeout(this.stillChoosing);
    this.stillChoosing = setTimeout(() => this.choosing.set(false), ABOUT_TO_CHOOSE_MS);
  }

  /** After leaving a conversation, the focus returns to its row, unless something else has it by then. */
  private comeBackFrom(conversation: Uuid | undefined): void {
    const index = this.rows().findIndex(({ id }) => id === conversation);
    if (index >= 0 && document.activeElement === document.body) this.focus.moveTo(index);
  }

  private step(by: -1 | 1): void {
    const rows = this.rows();
    const now = rows.findIndex(({ id }) => id === this.opened());
    const next = rows[Math.max(0, Math.min(rows.length - 1, now + by))];
    if (next === undefined) return;
    this.virtual.virtualizer.scrollToIndex(rows.indexOf(next));
    void this.router.navigate(['/c', next.id]);
  }
}
