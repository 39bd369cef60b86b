import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStores, openSqliteTarget } from '@parley/backend/sqlite';
import type { Measured } from '../figures.ts';
import { fill } from '../store/fill.ts';
import { measure, type Timing } from '../store/measure.ts';

/** Pages of 50 messages that are read in a round, of conversations of each length. */
const READS = 300;

/** Appending to a large store, and reading pages of it, in conversations of each length. */
export async function measurePages(rounds: number, messages: number): Promise<readonly Measured[]> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  const file = join(folder, 'bench.db');
  const target = await openSqliteTarget(file);
  const filled = await fill(target.logs, messages);
  await target.close();
  const total = filled.reduce((sum, { length }) => sum + length, 0);
  const { size } = await stat(file);
  const stores = await openSqliteStores({ file });
  const taken: (readonly Timing[])[] = [];
  for (let round = 0; round < rounds; round++) taken.push(await measure(stores, filled, READS));
  await stores.close();
  await rm(folder, { recursive: true });
  const ofLength = (length: number) =>
    taken.flatMap((timings) => timings.filter((timing) => timing.length === length));
  const load = `${total} messages in ${filled.length} conversations, ${Math.round(size / total)} bytes each`;
  return [...new Set(filled.map(({ length }) => length))].map((length) => ({
    load,
    system: `Parley, in a conversation of ${length}`,
    rounds: ofLength(length).map(({ append, page, newest }) => ({
      'append ms': append,
      'any page of 50 ms': page,
      'newest page ms': newest,
    })),
  }));
}
