import type { OutboxOwnership, OwnershipListener } from '@parley/client';
import type { Process } from '../world/process.ts';

interface Claim {
  readonly process: Process;
  readonly listener: OwnershipListener;
}

/** A browser's lock for its tabs: passed to the next in line when a tab releases it or dies. */
export class WebLock {
  readonly #claims: Claim[] = [];

  /** One tab's view of the lock. */
  forTab(process: Process): OutboxOwnership {
    return {
      acquire: (listener) => {
        const claim = { process, listener };
        this.#claims.push(claim);
        if (this.#claims[0] === claim) this.#grant(claim);
        return () => this.#release(claim);
      },
      take: () => this.steal(process),
      announce: () => this.#announce(process),
    };
  }

  /** A tab that became visible takes the lock away from its owner. */
  steal(process: Process): void {
    const claim = this.#claims.find((other) => other.process === process);
    const [owner] = this.#claims;
    if (claim === undefined || owner === undefined || owner === claim) return;
    this.#claims.splice(this.#claims.indexOf(claim), 1);
    this.#claims.unshift(claim);
    owner.process.run(() => owner.listener.lost());
    this.#grant(claim);
  }

  /** The tab is dead, and its claim with it. */
  died(process: Process): void {
    for (const claim of this.#claims.filter((other) => other.process === process)) this.#release(claim);
  }

  #announce(by: Process): void {
    for (const { process, listener } of this.#claims)
      if (process !== by) process.setTimeout(() => listener.changed(), 1);
  }

  #release(claim: Claim): void {
    const owned = this.#claims[0] === claim;
    this.#claims.splice(this.#claims.indexOf(claim), 1);
    const [next] = this.#claims;
    if (owned && next !== undefined) this.#grant(next);
  }

  #grant({ process, listener }: Claim): void {
    process.setTimeout(() => listener.gained(), 1);
  }
}
