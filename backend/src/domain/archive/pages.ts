import type { Uuid } from '@parley/protocol';
import type { ArchivedLogs, ArchiveTable } from './archive.ts';

/** Records per page. */
export const PAGE = 500;

/** All records of a kind, a page at a time. */
export async function* recordPages<Record>(table: ArchiveTable<Record>): AsyncGenerator<readonly Record[]> {
  let after = '';
  for (;;) {
    const records = await table.page(after, PAGE);
    const last = records.at(-1);
    if (last === undefined) return;
    yield records;
    after = table.keyOf(last);
  }
}

/** All conversations, one after the other. */
export async function* conversations(logs: Pick<ArchivedLogs, 'page'>): AsyncGenerator<Uuid> {
  let after = '';
  for (;;) {
    const page = await logs.page(after, PAGE);
    const last = page.at(-1);
    if (last === undefined) return;
    yield* page;
    after = last;
  }
}
