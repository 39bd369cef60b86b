import { afterNextRender, DestroyRef, Directive, ElementRef, inject, input } from '@angular/core';
import type { VirtualRows } from '../../../shared/virtual-rows.ts';

/** A row whose height is only known once it is rendered. */
@Directive({ selector: '[parleyMeasuredRow]', host: { '[attr.data-index]': 'index()' } })
export class MeasuredRow {
  readonly rows = input.required<VirtualRows>({ alias: 'parleyMeasuredRow' });
  readonly index = input.required<number>();

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender({ read: () => this.rows().measure(element) });
    // By now the row is out of the document: that tells the virtualizer which row it was.
    inject(DestroyRef).onDestroy(() => queueMicrotask(() => this.rows().measure(null)));
  }
}
