import { DatabaseSync } from 'node:sqlite';

/** What a virtual table shows stands in ordinary ones beside it. */
const IS_STORED = "type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'";

/** All that a SQLite database holds, cell by cell: in its file, a long one is cut into pages. */
export function cellsOf(file: string): Buffer {
  const database = new DatabaseSync(file, { readOnly: true });
  const tables = database.prepare(`SELECT name FROM sqlite_master WHERE ${IS_STORED}`).all();
  const cells = tables.flatMap(({ name }) =>
    database
      .prepare(`SELECT * FROM "${String(name)}"`)
      .all()
      .flatMap((row) => Object.values(row))
      .map((cell) => (cell instanceof Uint8Array ? Buffer.from(cell) : Buffer.from(String(cell)))),
  );
  database.close();
  return Buffer.concat(cells.flatMap((cell) => [cell, Buffer.from('\n')]));
}
