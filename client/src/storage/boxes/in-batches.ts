/** So many calls of Web Crypto are begun in one go: a page that began thousands could show nothing meanwhile. */
const AT_ONCE = 25;

/** Does the same with each row. @returns the results in the order of the rows */
export async function inBatches<Row, Result>(
  rows: readonly Row[],
  work: (row: Row) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE)
    results.push(...(await Promise.all(rows.slice(from, from + AT_ONCE).map(work))));
  return results;
}
