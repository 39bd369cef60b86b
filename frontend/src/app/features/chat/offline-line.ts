import { Component, effect, inject, signal } from '@angular/core';
import { TIMING } from '@parley/protocol/core';
import { Chat } from '../../core/chat.ts';

/** One thin line while there is no connection; short hiccups are nobody's concern. */
@Component({
  selector: 'parley-offline-line',
  host: { role: 'status' },
  template: `
    @if (shown()) {
      <p>Offline. What you write is sent when you are back.</p>
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
  protected readonly shown = signal(false);

  constructor() {
    effect((onCleanup) => {
      if (this.chat.connection().kind === 'online') {
        this.shown.set(false);
        return;
      }
      const timer = setTimeout(() => this.shown.set(true), TIMING.offlineNotice);
      onCleanup(() => clearTimeout(timer));
    });
  }
}
