import type { Uuid } from '@parley/protocol';

/** What another copy holds of some rows, compared by identity: a changed row is another object. */
export class KeptRows<Row> {
  readonly #rows: Map<Uuid, Row | undefined>;

  /** @param ids rows that the other copy may hold in some state */
  constructor(ids: readonly Uuid[]) {
    this.#rows = new Map(ids.map((id) => [id, undefined]));
  }

  /** The rows that the other copy does not hold as they are. */
  missing(now: ReadonlyMap<Uuid, Row>): Row[] {
    return [...now].filter(([id, row]) => this.#rows.get(id) !== row).map(([, row]) => row);
  }

  /** The rows that only the other copy holds. */
  gone(now: ReadonlyMap<Uuid, Row>): Uuid[] {
    return [...this.#rows.keys()].filter((id) => !now.has(id));
  }

  /** The other copy was brought in line. */
  equals(now: ReadonlyMap<Uuid, Row>): void {
    this.#rows.clear();
    for (const [id, row] of now) this.#rows.set(id, row);
  }

  /** The other copy may hold anything. */
  forget(): void {
    for (const id of this.#rows.keys()) this.#rows.set(id, undefined);
  }
}
