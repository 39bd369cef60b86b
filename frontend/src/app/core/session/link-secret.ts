import { effect, inject, Service, signal } from '@angular/core';
import { Session } from './session.ts';

/**
 * What a link carries behind `#`, which browsers send to no server. Once the link is opened it is in memory alone: neither in the
 * address bar and its history, nor in the address that a login returns to, which is one of a query.
 * It ends with the session, and is there for the next one only if it was opened after that.
 */
@Service()
export class LinkSecret {
  private readonly kept = signal<{ readonly path: string; readonly secret: string } | undefined>(undefined);

  constructor() {
    const session = inject(Session);
    let last: string | undefined;
    effect(() => {
      const state = session.state();
      const user = state.kind === 'active' ? state.session.user.uid : undefined;
      // A session that had ended before, and was only remembered here, opened no link.
      if (last !== undefined && user !== last) this.kept.set(undefined);
      last = user;
    });
  }

  /** Takes the secret out of an address. @returns the address without it */
  keep(url: string): string {
    const [address = '', secret] = url.split('#', 2);
    if (secret !== undefined) this.kept.set({ path: pathOf(address), secret });
    return address;
  }

  /** That of the link to a path which was opened last. */
  of(path: string): string | undefined {
    const kept = this.kept();
    return kept?.path === path ? kept.secret : undefined;
  }

  /** Once it was used. A link that was opened since stays. */
  forget(path: string, secret: string): void {
    if (this.of(path) === secret) this.kept.set(undefined);
  }
}

function pathOf(address: string): string {
  return address.split('?', 1)[0] ?? '';
}
