import { Component, computed, inject } from '@angular/core';
import type { StorageProblem } from '@parley/client';
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
  private readonly chat = inject(Chat);
  /** Where the local copy can't be used, the note about that says why nothing comes. */
  protected readonly shown = computed(() => this.chat.offline() && !stops(this.chat.problem()));
}

/** Whether the client is not connected for this reason. */
function stops(problem: StorageProblem | undefined): boolean {
  return problem !== undefined && problem !== 'full' && problem !== 'lost';
}
