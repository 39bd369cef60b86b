import { Component, input } from '@angular/core';
import { Icon } from '../icon.ts';
import type { Problem } from './problem.ts';

@Component({
  selector: 'parley-problem-note',
  imports: [Icon],
  template: `
    <parley-icon name="error" />
    <div>
      <p>{{ problem().text }}</p>
      @if (problem().details; as details) {
        <details>
          <summary>Details</summary>
          <code>{{ details }}</code>
        </details>
      }
    </div>
  `,
  host: { role: 'alert' },
  styles: `
    :host {
      display: flex;
      gap: 0.625rem;
      text-align: start;
      padding: 0.625rem 0.75rem;
      border-radius: var(--radius-control);
      color: var(--mat-sys-on-error-container);
      background: var(--mat-sys-error-container);
    }
    summary {
      font-size: var(--text-small);
      cursor: pointer;
    }
    code {
      font-size: var(--text-small);
      user-select: all;
    }
  `,
})
export class ProblemNote {
  readonly problem = input.required<Problem>();
}
