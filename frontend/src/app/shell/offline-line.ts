import { Component, inject } from '@angular/core';
import { Chat } from '../core/chat/chat.ts';

/** One thin line while there is no connection. */
@Component({
  selector: 'parley-offline-line',
  host: { role: 'status' },
  template: `
    @if (shown()) {
      <p>You're offline. Messages will be sent when you're back.</p>
    }
  `,
  styles: `
    p {
      padding: 0.25rem 1rem;
      background: var(--mat-sys-inverse-surface);
      color: var(--mat-sys-inverse-on-surface);
      font-size: var(--text-small);
      text-align: center;
    }
  `,
})
export class OfflineLine {
  protected readonly shown = inject(Chat).offline;
}
