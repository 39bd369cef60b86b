import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Archive } from '@parley/backend/domain/archive/archive.ts';
import type { Stores } from '@parley/backend/domain/stores.ts';
import { openMongoStores, openMongoTarget } from '@parley/backend/mongo';
import { openSqliteStores, openSqliteTarget } from '@parley/backend/sqlite';
import { fill, type Filled } from './store/fill.ts';
import { measure, type Timing } from './store/measure.ts';
import { measureDirectory, type DirectoryTiming } from './store/measure-directory.ts';
import { measureRooms, type RoomTiming } from './store/measure-rooms.ts';
import { index, measureSearch, type SearchTiming } from './store/measure-search.ts';

// `npm run bench:store -- [--messages 1000000] [--rounds 300] [--mongo mongodb://127.0.0.1:27017/empty]`: fills a store and shows that
// appending and reading a page take no longer in a long conversation than in a short one, what a search in the longest costs, and that
// who joins, speaks, reads and leaves costs no more in a large room than in a small one; and what a page costs of 5,000 rooms, and of
// 10,000 members.
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '300' },
    mongo: { type: 'string' },
  },
});
const uri = values.mongo;

if (uri === undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const file = join(folder, 'bench.db');
  await run('SQLite', await openSqliteTarget(file), () => openSqliteStores({ file }));
  rmSync(folder, { recursive: true });
} else {
  await run('MongoDB', await openMongoTarget(uri), () => openMongoStores({ uri }));
}

async function run(name: string, archive: Archive, open: () => Promise<Stores>): Promise<void> {
  const began = performance.now();
  const filled = await fill(archive.logs, Number(values.messages));
  await archive.close();
  const seconds = (performance.now() - began) / 1_000;
  const total = filled.reduce((sum, { length }) => sum + length, 0);
  console.log(
    `${name}: ${total} messages in ${filled.length} conversations, filled in ${seconds.toFixed(0)} s`,
  );
  const stores = await open();
  const timings = await measure(stores, filled, Number(values.rounds));
  print(filled, timings);
  const { seconds: indexed, longestStep } = await index(stores);
  console.log(
    `taken into the search index in ${indexed.toFixed(0)} s, the longest step ${longestStep.toFixed(0)} ms`,
  );
  printSearches(await measureSearch(stores, filled, Number(values.rounds)));
  printRooms(await measureRooms(stores, Number(values.rounds)));
  printDirectory(await measureDirectory(stores, Number(values.rounds)));
  await stores.close();
}

function print(filled: readonly Filled[], timings: readonly Timing[]): void {
  const [shortest] = timings;
  const ratio = (one: number, base: number | undefined) => (one / (base ?? Number.NaN)).toFixed(2);
  console.table(
    timings.map(({ length, append, page, newest }) => ({
      'messages in it': length,
      conversations: filled.filter((one) => one.length === length).length,
      'append ms': append.toFixed(2),
      'of shortest': ratio(append, shortest?.append),
      'any page of 50 ms': page.toFixed(2),
      'of shortest ': ratio(page, shortest?.page),
      'newest page ms': newest.toFixed(2),
    })),
  );
}

function printRooms(timings: readonly RoomTiming[]): void {
  console.table(
    timings.map(({ members, join, leave, message, page, head }) => ({
      'members of a room': members,
      'join ms': join.toFixed(2),
      'leave ms': leave.toFixed(2),
      'message ms': message.toFixed(2),
      'page of 50 ms': page.toFixed(2),
      'head ms': head.toFixed(2),
    })),
  );
}

function printDirectory(timings: readonly DirectoryTiming[]): void {
  console.table(
    timings.map(({ asked, rows, median, worst }) => ({
      'page of': asked,
      rows,
      'median ms': median.toFixed(2),
      'longest ms': worst.toFixed(2),
    })),
  );
}

function printSearches(timings: readonly SearchTiming[]): void {
  console.table(
    timings.map(({ filters, found, median, worst }) => ({
      'searched for': filters,
      'found at most': found,
      'page of 50 ms': median.toFixed(2),
      'longest ms': worst.toFixed(2),
    })),
  );
}
