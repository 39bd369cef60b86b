import { Service, signal } from '@angular/core';

/**
 * What a link carries behind `#`, which browsers send to no server. Once the link is opened it is in memory alone: neither in the
 * address bar and its history, nor in the address that a login returns to, which is one of a query.
 */
@Service()
export class LinkSecret {
  private readonly kept = signal<{ readonly path: string; readonly secret: string } | undefined>(undefined);

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

  forget(): void {
    this.kept.set(undefined);
  }
}

function pathOf(address: string): string {
  return address.split('?', 1)[0] ?? '';
}
