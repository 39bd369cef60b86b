import { ApplicationRef, DestroyRef, inject, Service, signal } from '@angular/core';

/** Whether the page is being printed: the document then contains what the screen leaves out. */
@Service()
export class Printing {
  private readonly app = inject(ApplicationRef);
  private readonly writable = signal(false);
  readonly now = this.writable.asReadonly();

  constructor() {
    const listening = new AbortController();
    addEventListener('beforeprint', () => this.follow(true), listening);
    addEventListener('afterprint', () => this.follow(false), listening);
    inject(DestroyRef).onDestroy(() => listening.abort());
  }

  /** Synchronous: the browser prints the document as it is right after the event. */
  private follow(printing: boolean): void {
    this.writable.set(printing);
    this.app.tick();
  }
}
