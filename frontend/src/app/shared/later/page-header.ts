import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon } from '../icon.ts';

/** The top of a page beside the list: its name, a way back, and what else is put into it. */
@Component({
  selector: 'parley-page-header',
  imports: [Icon, RouterLink],
  host: { class: 'pane-header' },
  template: `
    <a
      class="button icon-button"
      [class.back]="back() === '/'"
      [routerLink]="back()"
      [attr.aria-label]="back() === '/' ? 'Back to conversations' : backLabel()"
    >
      <parley-icon name="back" />
    </a>
    <h1>{{ heading() }}</h1>
    <ng-content />
  `,
  styles: `
    .icon-button:not(.back) {
      margin-inline-start: -0.5rem;
    }
    .icon-button:not(.back):dir(rtl) {
      scale: -1 1;
    }
  `,
})
export class PageHeader {
  readonly heading = input.required<string>();
  /** Where it leads; by default to the conversations, where the list is not beside the page. */
  readonly back = input('/');
  readonly backLabel = input('Back');
}
