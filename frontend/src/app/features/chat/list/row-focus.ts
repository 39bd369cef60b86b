import type { ListKeyManager } from '@angular/cdk/a11y';
import { afterNextRender, computed, effect, inject, Injector, type Signal, signal } from '@angular/core';
import type { ConversationRow } from '@parley/client';
import type { Uuid } from '@parley/protocol';
import { Names } from '../../../core/chat/names.ts';
import type { VirtualRows } from '../../../shared/virtual-rows.ts';
import { part } from '../../../core/parts/parts.ts';

/** Which row of a list has the focus, and the keys that move it. Most rows are not in the document. */
export class RowFocus {
  private readonly names = inject(Names);
  private readonly rows: Signal<readonly ConversationRow[]>;
  private readonly virtual: VirtualRows;
  /** The row that had the focus last, wherever it has moved. */
  readonly row = signal<Uuid | undefined>(undefined);
  /** The index that Tab leads to. */
  readonly index = computed(() =>
    Math.max(
      0,
      this.rows().findIndex(({ id }) => id === this.row()),
    ),
  );

  /** The CDK's key manager for lists, loaded with the first focus. */
  private readonly cdk = signal<typeof ListKeyManager | undefined>(undefined);
  private readonly keys = computed(() => {
    const KeyManager = this.cdk();
    if (KeyManager === undefined) return undefined;
    const options = this.rows().map((row) => ({ getLabel: () => this.names.conversation(row) }));
    const keys = new KeyManager(options).withHomeAndEnd().withPageUpDown().withTypeAhead();
    keys.change.subscribe((index) => this.moveTo(index));
    return keys;
  });

  constructor(rows: Signal<readonly ConversationRow[]>, virtual: VirtualRows) {
    this.rows = rows;
    this.virtual = virtual;
    const injector = inject(Injector);
    effect(() => {
      virtual.items();
      const focused = document.activeElement;
      if (focused instanceof HTMLElement && virtual.scroller().contains(focused))
        afterNextRender(() => this.giveBack(focused), { injector });
    });
  }

  async handleKey(event: KeyboardEvent): Promise<void> {
    // Not awaited if it is loaded: only a synchronous handler can keep a key from scrolling.
    if (this.keys() === undefined) await this.loadKeys();
    this.keys()?.updateActiveItem(this.index());
    this.keys()?.onKeydown(event);
  }

  async loadKeys(): Promise<void> {
    if (this.cdk() === undefined)
      this.cdk.set((await part(() => import('@angular/cdk/a11y'))).ListKeyManager);
  }

  moveTo(index: number): void {
    this.row.set(this.rows()[index]?.id);
    this.virtual.virtualizer.scrollToIndex(index);
    setTimeout(() =>
      this.virtual.scroller().querySelector<HTMLElement>(`[data-index="${index}"] a`)?.focus(),
    );
  }

  /** Angular takes a moved row out of the document and inserts it again, which ends its focus. */
  private giveBack(focused: HTMLElement): void {
    if (document.activeElement === document.body) focused.focus({ preventScroll: true });
  }
}
