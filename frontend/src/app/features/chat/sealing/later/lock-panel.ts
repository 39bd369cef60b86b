import { CdkTrapFocus } from '@angular/cdk/a11y';
import { Component, input, output } from '@angular/core';
import type { LockWords } from './lock-words.ts';

/** What a lock says when it is tapped. */
@Component({
  selector: 'parley-lock-panel',
  imports: [CdkTrapFocus],
  template: `
    <div role="dialog" aria-labelledby="lock-title" cdkTrapFocus cdkTrapFocusAutoCapture>
      <h2 id="lock-title">{{ words().title }}</h2>
      @for (sentence of words().sentences; track sentence) {
        <p>{{ sentence }}</p>
      }
      <button type="button" class="quiet" (click)="closed.emit()">Got it</button>
    </div>
  `,
  styles: `
    div {
      display: grid;
      gap: 0.5rem;
      max-inline-size: min(20rem, 100vw - 2rem);
      padding: 1rem;
      border-radius: var(--radius-control);
      background: var(--mat-sys-surface-bright);
      box-shadow: var(--shadow-float);
    }
    h2 {
      font-size: 1rem;
    }
    p {
      color: var(--mat-sys-on-surface-variant);
      font-size: var(--text-small);
    }
    button {
      justify-self: end;
    }
  `,
})
export class LockPanel {
  readonly words = input.required<LockWords>();
  readonly closed = output();
}
