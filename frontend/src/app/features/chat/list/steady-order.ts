import type { Uuid } from '@parley/protocol';

interface HasId {
  readonly id: Uuid;
}

/**
 * The rows in the order in which they are shown, so that none moves under the pointer. New rows are added at the end,
 * missing ones are left out.
 */
export function inOrderOf<Row extends HasId>(shown: readonly HasId[], rows: readonly Row[]): readonly Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const kept: Row[] = [];
  for (const { id } of shown) {
    const row = byId.get(id);
    if (row !== undefined) kept.push(row);
    byId.delete(id);
  }
  return [...kept, ...byId.values()];
}
