import { DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';

/** Whether the user is looking at this page: messages that arrive in a hidden window are not read. */
@Service()
export class PageFocus {
  private readonly document = inject(DOCUMENT);
  private readonly looking = signal(this.look());
  readonly now = this.looking.asReadonly();

  constructor() {
    const update = () => this.looking.set(this.look());
    const stop = new AbortController();
    const { signal: until } = stop;
    window.addEventListener('focus', update, { signal: until });
    window.addEventListener('blur', update, { signal: until });
    this.document.addEventListener('visibilitychange', update, { signal: until });
    inject(DestroyRef).onDestroy(() => stop.abort());
  }

  private look(): boolean {
    return this.document.visibilityState === 'visible' && this.document.hasFocus();
  }
}
