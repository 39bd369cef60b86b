import type { ListKeyManager } from '@angular/cdk/a11y';
import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  injectAsync,
  Injector,
  linkedSignal,
  signal,
  untracked,
  viewChild,
  ViewContainerRef,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { ConversationRow as Row } from '@parley/client';
import type { Uuid } from '@parley/protocol';
import { defaultRangeExtractor } from '@tanstack/virtual-core';
import { Chat } from '../../core/chat.ts';
import { currentPath } from '../../core/current-path.ts';
import { DeviceSettings } from '../../core/device-settings.ts';
import { Names } from '../../core/names.ts';
import { Shortcuts } from '../../core/shortcuts.ts';
import { ListSkeleton } from '../../shared/list-skeleton.ts';
import { ConversationRow } from './conversation-row.ts';
import { inOrderOf } from './steady-order.ts';
import { VirtualRows } from './virtual-rows.ts';

/** As in the theme. All rows are of one height, so none is measured. */
const ROW_HEIGHT = { comfortable: 64, compact: 52 } as const;
const ABOUT_TO_CHOOSE_MS = 2_000;

@Component({
  selector: 'parley-conversation-list',
  imports: [ConversationRow, ListSkeleton, RouterLink],
  host: {
    '(keydown)': 'handleKey($event)',
    '(focusin)': 'loadKeys()',
    '(pointerleave)': 'choosing.set(false)',
  },
  templateUrl: './conversation-list.html',
  styleUrl: './conversation-list.scss',
})
export class ConversationList {
  protected readonly chat = inject(Chat);
  private readonly names = inject(Names);
  private readonly settings = inject(DeviceSettings);
  private readonly router = inject(Router);
  private readonly scroller = viewChild.required<ElementRef<HTMLElement>>('scroller');
  private readonly note = viewChild.required('note', { read: ViewContainerRef });

  private readonly owner = inject(DestroyRef);
  private readonly path = currentPath();
  private readonly opened = computed(() => this.path().split('/c/')[1]?.split('/')[0]);
  private readonly conversationMenu = injectAsync(() =>
    import('./conversation-menu.ts').then(({ ConversationMenu }) => ConversationMenu),
  );
  protected readonly showArchived = signal(false);
  /** Somebody is about to click, or goes through the rows by keyboard. */
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

  /** The row that Tab leads to: the one that had the focus last, wherever it has moved to. */
  protected readonly focused = signal<Uuid | undefined>(undefined);
  protected readonly active = computed(() =>
    Math.max(
      0,
      this.rows().findIndex(({ id }) => id === this.focused()),
    ),
  );
  protected readonly virtual = new VirtualRows(
    () => this.scroller().nativeElement,
    computed(() => ({ count: this.rows().length, keyOf: (index) => this.rows()[index]?.id ?? '' })),
    {
      estimateSize: () => ROW_HEIGHT[this.settings.density()],
      overscan: 8,
      paddingEnd: 8,
      // Out of sight, too: else the list could not be reached by Tab once it was scrolled.
      rangeExtractor: (range) => {
        const shown = defaultRangeExtractor(range);
        const active = Math.min(this.active(), range.count - 1);
        return shown.includes(active) ? shown : [...shown, active].sort((a, b) => a - b);
      },
    },
  );

  /** CDK's keys for lists, loaded when the focus first comes here. */
  private readonly cdk = signal<typeof ListKeyManager | undefined>(undefined);
  /** Over what the rows stand for, because most of them are not in the document. */
  private readonly keys = computed(() => {
    const KeyManager = this.cdk();
    if (KeyManager === undefined) return undefined;
    const options = this.rows().map((row) => ({ getLabel: () => this.names.conversation(row) }));
    const keys = new KeyManager(options).withHomeAndEnd().withPageUpDown().withTypeAhead();
    keys.change.subscribe((index) => this.focus(index));
    return keys;
  });

  constructor() {
    const injector = inject(Injector);
    inject(Shortcuts).add(
      [
        { key: 'ArrowUp', held: 'alt', run: () => this.step(-1) },
        { key: 'ArrowDown', held: 'alt', run: () => this.step(1) },
      ],
      this.owner,
    );
    // By hand, because not every move has to make Angular look at the list again.
    inject<ElementRef<HTMLElement>>(ElementRef).nativeElement.addEventListener('pointermove', () =>
      this.keepStill(),
    );
    effect(() => {
      if (this.chat.problem() !== undefined) void this.showNote();
    });
    let before: Uuid | undefined;
    effect(() => {
      const opened = this.opened();
      if (opened === undefined) untracked(() => this.comeBackFrom(before));
      before = opened;
    });
    effect(() => {
      this.virtual.items();
      const focused = document.activeElement;
      if (focused instanceof HTMLElement && this.scroller().nativeElement.contains(focused))
        afterNextRender(() => this.giveBack(focused), { injector });
    });
    effect(() => {
      this.settings.density();
      this.virtual.virtualizer.measure();
    });
  }

  protected isOpen({ id }: Row): boolean {
    return id === this.opened();
  }

  protected async menu(origin: HTMLElement, row: Row): Promise<void> {
    await (await this.conversationMenu()).open(origin, row);
  }

  protected async handleKey(event: KeyboardEvent): Promise<void> {
    this.keepStill();
    // Not awaited where they are there: a key can be kept from scrolling only at once.
    if (this.keys() === undefined) await this.loadKeys();
    this.keys()?.updateActiveItem(this.active());
    this.keys()?.onKeydown(event);
  }

  protected async loadKeys(): Promise<void> {
    if (this.cdk() === undefined) this.cdk.set((await import('@angular/cdk/a11y')).ListKeyManager);
  }

  /** No row moves from under a pointer that moves or between two keys; later they do. */
  private keepStill(): void {
    this.choosing.set(true);
    clearTimeout(this.stillChoosing);
    this.stillChoosing = setTimeout(() => this.choosing.set(false), ABOUT_TO_CHOOSE_MS);
  }

  /** Loaded where there is something to say, which is seldom. */
  private async showNote(): Promise<void> {
    const { StorageNote } = await import('./storage-note.ts');
    if (!this.owner.destroyed && this.note().length === 0) this.note().createComponent(StorageNote);
  }

  private focus(index: number): void {
    this.focused.set(this.rows()[index]?.id);
    this.virtual.virtualizer.scrollToIndex(index);
    setTimeout(() =>
      this.scroller().nativeElement.querySelector<HTMLElement>(`[data-index="${index}"] a`)?.focus(),
    );
  }

  /** Who left a conversation goes on at its row, unless something else has the focus by then. */
  private comeBackFrom(conversation: Uuid | undefined): void {
    const index = this.rows().findIndex(({ id }) => id === conversation);
    if (index >= 0 && document.activeElement === document.body) this.focus(index);
  }

  /** Angular takes a row that moves out of the document and puts it in again, which ends its focus. */
  private giveBack(focused: HTMLElement): void {
    if (document.activeElement === document.body) focused.focus({ preventScroll: true });
  }

  private step(by: -1 | 1): void {
    const rows = this.rows();
    const now = rows.findIndex((row) => this.isOpen(row));
    const next = rows[Math.max(0, Math.min(rows.length - 1, now + by))];
    if (next === undefined) return;
    this.virtual.virtualizer.scrollToIndex(rows.indexOf(next));
    void this.router.navigate(['/c', next.id]);
  }
}
