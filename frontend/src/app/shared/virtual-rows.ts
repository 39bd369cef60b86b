import { afterRenderEffect, DestroyRef, effect, inject, signal, type Signal, untracked } from '@angular/core';
import {
  elementScroll,
  measureElement,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';

export interface RowSource {
  readonly count: number;
  readonly keyOf: (index: number) => string;
  /** More rows will come after the last one: the view does not follow them. */
  readonly more?: boolean;
}

type Options = VirtualizerOptions<HTMLElement, HTMLElement>;
type Fixed = Pick<
  Options,
  | 'estimateSize'
  | 'overscan'
  | 'rangeExtractor'
  | 'anchorTo'
  | 'followOnAppend'
  | 'scrollEndThreshold'
  | 'paddingStart'
  | 'paddingEnd'
>;

/** The visible rows of a long list: TanStack's virtualizer as signals. See docs/adr/0005-message-list-by-tanstack.md. */
export class VirtualRows {
  readonly items: Signal<readonly VirtualItem[]>;
  readonly size: Signal<number>;
  /** Changes with every scroll, for computations that depend on the position. */
  readonly moved: Signal<number>;
  readonly virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  readonly scroller: () => HTMLElement;
  private readonly writableItems = signal<readonly VirtualItem[]>([]);
  private readonly writableSize = signal(0);
  private readonly writableMoved = signal(0);
  private readonly fixed: Fixed;
  private hadMore = false;

  constructor(scroller: () => HTMLElement, source: Signal<RowSource>, fixed: Fixed) {
    this.items = this.writableItems.asReadonly();
    this.size = this.writableSize.asReadonly();
    this.moved = this.writableMoved.asReadonly();
    this.scroller = scroller;
    this.fixed = fixed;
    this.virtualizer = new Virtualizer(this.optionsFor(untracked(source)));
    // Rows are in normal flow, so that a change above the view moves everything in it, in either scroll direction.
    this.virtualizer.shouldAdjustScrollPositionOnItemSizeChange = (
      { key, start, end },
      _delta,
      virtualizer,
    ) => {
      const top = virtualizer.scrollOffset ?? 0;
      return virtualizer.itemSizeCache.has(key) ? end <= top : start < top;
    };

    effect(() => {
      this.virtualizer.setOptions(this.optionsFor(source()));
      untracked(() => this.publish());
    });
    afterRenderEffect(() => {
      // The virtualizer scrolls only once the new height is in the document.
      this.items();
      this.size();
      untracked(() => this.virtualizer._willUpdate());
    });
    inject(DestroyRef).onDestroy(this.virtualizer._didMount());
  }

  measure(element: HTMLElement | null): void {
    this.virtualizer.measureElement(element);
  }

  private optionsFor({ count, keyOf, more = false }: RowSource): Options {
    const follows = this.fixed.followOnAppend === true && !more && !this.hadMore;
    this.hadMore = more;
    return {
      ...this.fixed,
      followOnAppend: follows,
      count,
      getItemKey: keyOf,
      getScrollElement: this.scroller,
      scrollToFn: elementScroll,
      observeElementRect: (virtualizer, report) =>
        observeElementRect(virtualizer, (rect) => {
          // A growing composer or an opening keyboard takes room; a view at the end stays at the end.
          const stay = this.fixed.followOnAppend === true && this.wasAtEnd();
          report(rect);
          if (stay) virtualizer.scrollToEnd();
        }),
      observeElementOffset,
      measureElement,
      onChange: () => this.publish(),
    };
  }

  /** By the size that the virtualizer last measured; the scroller may have another size by now. */
  private wasAtEnd(): boolean {
    const { scrollRect, scrollOffset } = this.virtualizer;
    const below = this.virtualizer.getTotalSize() - (scrollOffset ?? 0) - (scrollRect?.height ?? 0);
    return below <= (this.fixed.scrollEndThreshold ?? 0);
  }

  private publish(): void {
    this.writableItems.set(this.virtualizer.getVirtualItems());
    this.writableSize.set(this.virtualizer.getTotalSize());
    this.writableMoved.update((count) => count + 1);
  }
}
