import type { RowKind, RowListener } from './row-change.ts';

/** Rows by key, in insertion order. Reports which rows change. */
export class Table<Key extends string | number, Row> {
  readonly #rows = new Map<Key, Row>();
  readonly #kind: RowKind;
  readonly #changed: RowListener;

  constructor(kind: RowKind, changed: RowListener) {
    this.#kind = kind;
    this.#changed = changed;
  }

  get(key: Key): Row | undefined {
    return this.#rows.get(key);
  }

  values(): Row[] {
    return [...this.#rows.values()];
  }

  entries(): [Key, Row][] {
    return [...this.#rows];
  }

  put(key: Key, row: Row): Row {
    this.#changing(key, row);
    this.#rows.set(key, row);
    return row;
  }

  /** @returns the row after the change, undefined if there is none */
  change(key: Key, change: (row: Row) => Row): Row | undefined {
    const row = this.#rows.get(key);
    return row === undefined ? undefined : this.put(key, change(row));
  }

  /** @returns whether there was one */
  delete(key: Key): boolean {
    if (!this.#rows.has(key)) return false;
    this.#changing(key, undefined);
    return this.#rows.delete(key);
  }

  deleteWhere(predicate: (row: Row) => boolean): void {
    for (const [key, row] of [...this.#rows]) if (predicate(row)) this.delete(key);
  }

  clear(): void {
    this.deleteWhere(() => true);
  }

  #changing(key: Key, value: Row | undefined): void {
    const before = this.#rows.get(key);
    const undo = () => {
      if (before === undefined) this.#rows.delete(key);
      else this.#rows.set(key, before);
    };
    this.#changed({ kind: this.#kind, key: String(key), value, undo });
  }
}
