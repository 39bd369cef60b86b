import { Component, input } from '@angular/core';
import type { Problem } from '../forms/problem.ts';
import { ProblemNote } from '../forms/problem-note.ts';
import { ListSkeleton } from '../list-skeleton.ts';

/** A list that comes in pages, as far as it is loaded. */
export interface Paged {
  /** Undefined until the first page has come. */
  items(): readonly unknown[] | undefined;
  hasMore(): boolean;
  isLoadingMore(): boolean;
  problem(): Problem | undefined;
  retry(): Promise<void>;
  showMore(): Promise<void>;
}

/** What stands around a list that comes in pages: what went wrong, that it is loading, and the way to more of it. */
@Component({
  selector: 'parley-paged-list',
  imports: [ListSkeleton, ProblemNote],
  template: `
    @if (list().problem(); as problem) {
      <parley-problem-note [problem]="problem" />
      <button type="button" class="quiet" (click)="list().retry()">Try again</button>
    }
    @if (list().items() !== undefined) {
      <ng-content />
      @if (list().hasMore()) {
        <button
          type="button"
          class="quiet"
          [attr.aria-disabled]="list().isLoadingMore()"
          (click)="list().showMore()"
        >
          {{ list().isLoadingMore() ? loading() : more() }}
        </button>
      }
    } @else if (list().problem() === undefined) {
      <parley-list-skeleton />
    }
  `,
  styles: `
    :host {
      display: contents;
    }
    button {
      justify-self: start;
    }
  `,
})
export class PagedList {
  readonly list = input.required<Paged>();
  readonly more = input('Show more');
  readonly loading = input('Loading …');
}
