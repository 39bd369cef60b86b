/** Finds a heading of any level; its section ends at the next heading. */
function sectionOf(page: string, heading: string): string {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading);
  if (start < 0) throw new Error(`there is no heading "${heading}"`);
  const length = lines.slice(start + 1).findIndex((line) => /^#+ /.test(line));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n');
}

/**
 * The rows of the table under a heading, without its head: cells as text, code marks taken off.
 * @throws Error where there is no such heading or no table under it
 */
export function readTable(page: string, heading: string): readonly (readonly string[])[] {
  const [, ruler, ...rows] = sectionOf(page, heading)
    .split('\n')
    .filter((line) => line.startsWith('|'));
  if (ruler === undefined || !/^[|\s:-]+$/.test(ruler))
    throw new Error(`there is no table under "${heading}"`);
  return rows.map((row) => cellsOf(row));
}

function cellsOf(row: string): string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replace(/^`([^`]*)`$/, '$1'));
}

/** The first cells of a table, whole. */
export function firstColumn(page: string, heading: string): readonly string[] {
  return readTable(page, heading).map(([cell = '']) => cell);
}
