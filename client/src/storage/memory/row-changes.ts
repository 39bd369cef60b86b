import type { RowChange } from './row-change.ts';

/** The changes since they were last taken. */
export class RowChanges {
  #changes: RowChange[] = [];

  readonly note = (change: RowChange): void => {
    this.#changes.push(change);
  };

  take(): readonly RowChange[] {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }
}
