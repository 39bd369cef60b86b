import { DestroyRef, DOCUMENT, inject, Service } from '@angular/core';
import { Chat } from '../../chat/chat.ts';

/** Has the browser ask before it leaves the page while something unsent is in memory only. */
@Service()
export class LeavingWarning {
  private readonly chat = inject(Chat);
  private readonly owner = inject(DestroyRef);
  private readonly window = inject(DOCUMENT).defaultView;

  start(): void {
    const ask = (event: BeforeUnloadEvent) => {
      if (this.chat.hasUnstored()) event.preventDefault();
    };
    this.window?.addEventListener('beforeunload', ask);
    this.owner.onDestroy(() => this.window?.removeEventListener('beforeunload', ask));
  }
}
