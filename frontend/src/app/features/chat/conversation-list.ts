import type { ListKeyManager } from '@angular/cdk/a11y';
import {
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  linkedSignal,
  signal,
  viewChild,
  ViewContainerRef,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { ConversationRow as Row } from '@parley/client';
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
const ABOUT_TO_CLICK_MS = 2_000;

@Component({
  selector: 'parley-conversation-list',
  imports: [ConversationRow, ListSkeleton, RouterLink],
  host: {
    '(keydown)': 'handleKey($event)',
    '(focusin)': 'loadKeys()',
    '(pointerleave)': 'pointed.set(false)',
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
  protected readonly showArchived = signal(false);
  /** Somebody is about to click. */
  protected readonly pointed = signal(false);
  private stillPointed: ReturnType<typeof setTimeout> | undefined;
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
    source: () => ({ rows: this.wanted(), steady: this.pointed() }),
    computation: ({ rows, steady }, shown) =>
      steady && shown !== undefined ? inOrderOf(shown.value, rows) : rows,
  });

  protected readonly active = linkedSignal({
    source: this.rows,
    computation: (rows, previous: { value: number } | undefined) =>
      Math.min(previous?.value ?? 0, Math.max(0, rows.length - 1)),
  });
  protected readonly virtual = new VirtualRows(
    () => this.scroller().nativeElement,
    computed(() => ({ count: this.rows().length, keyOf: (index) => this.rows()[index]?.id ?? '' })),
    { estimateSize: () => ROW_HEIGHT[this.settings.density()], overscan: 8, paddingEnd: 8 },
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
    effect(() => {
      this.settings.density();
      this.virtual.virtualizer.measure();
    });
  }

  protected isOpen({ id }: Row): boolean {
    return this.path().startsWith(`/c/${id}`);
  }

  protected handleKey(event: KeyboardEvent): void {
    this.keys()?.updateActiveItem(this.active());
    this.keys()?.onKeydown(event);
  }

  protected async loadKeys(): Promise<void> {
    if (this.cdk() === undefined) this.cdk.set((await import('@angular/cdk/a11y')).ListKeyManager);
  }

  /** No row moves from under a pointer that moves; under one that was left there they do. */
  private keepStill(): void {
    this.pointed.set(true);
    clearTimeout(this.stillPointed);
    this.stillPointed = setTimeout(() => this.pointed.set(false), ABOUT_TO_CLICK_MS);
  }

  /** Loaded where there is something to say, which is seldom. */
  private async showNote(): Promise<void> {
    const { StorageNote } = await import('./storage-note.ts');
    if (!this.owner.destroyed && this.note().length === 0) this.note().createComponent(StorageNote);
  }

  private focus(index: number): void {
    this.active.set(index);
    this.virtual.virtualizer.scrollToIndex(index);
    setTimeout(() =>
      this.scroller().nativeElement.querySelector<HTMLElement>(`[data-index="${index}"] a`)?.focus(),
    );
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
