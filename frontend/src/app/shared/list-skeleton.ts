import { Component, DestroyRef, inject, signal } from '@angular/core';

const BEFORE_ANYTHING_SHOWS_MS = 200;

/** Placeholders in the shape of the rows; not shown if the rows arrive at once. */
@Component({
  selector: 'parley-list-skeleton',
  host: { 'aria-hidden': 'true' },
  template: `
    @if (late()) {
      @for (width of [60, 75, 45, 70, 55, 65]; track $index) {
        <div class="row">
          <span class="skeleton disc"></span>
          <span class="skeleton line" [style.inline-size.%]="width"></span>
        </div>
      }
    }
  `,
  styles: `
    .row {
      display: flex;
      align-items: center;
      gap: 0.625rem;
      block-size: var(--row);
      padding-inline: 1rem;
    }
    .disc {
      flex: none;
      inline-size: 40px;
      block-size: 40px;
      border-radius: 50%;
    }
    .line {
      block-size: 0.75rem;
    }
  `,
})
export class ListSkeleton {
  protected readonly late = signal(false);

  constructor() {
    const timer = setTimeout(() => this.late.set(true), BEFORE_ANYTHING_SHOWS_MS);
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  }
}
