import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Archive } from '../domain/archive/archive.ts';
import { transfer, type Progress } from '../domain/archive/transfer.ts';
import { verify } from '../domain/archive/verify.ts';
import { openMongoArchive } from '../store/mongo/index.ts';
import { openSqliteSource, openSqliteTarget } from '../store/sqlite/index.ts';

// `npm run migrate:mongo -- --from data/parley.db --to mongodb://host/parley`, or the other way round.
const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } });

if (values.from === undefined || values.to === undefined) {
  console.error('Say from where to where: npm run migrate:mongo -- --from data/parley.db --to mongodb://...');
  process.exit(2);
}

let shown = { kind: '', at: 0 };
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

try {
  process.exitCode = await move(values.from, values.to);
} catch (error) {
  const stopped = stop.signal.aborted ? 'Stopped. The same command goes on where it was.' : undefined;
  console.error(stopped ?? (error instanceof Error ? error.message : error));
  process.exitCode = 1;
}

/** The exit code. */
async function move(from: string, to: string): Promise<number> {
  const source = isMongo(from) ? await openMongoArchive(from) : openSqliteSource(resolve(from));
  try {
    const target = await (isMongo(to) ? openMongoArchive(to) : openSqliteTarget(resolve(to)));
    try {
      return await copy(source, target);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function copy(source: Archive, target: Archive): Promise<number> {
  await transfer(source, target, { report: show, signal: stop.signal });
  console.log('Copied. Comparing both ...');
  const differences = await verify(source, target);
  for (const difference of differences) console.error(difference);
  console.log(differences.length === 0 ? 'Everything is there.' : 'The copy is not complete. Do not use it.');
  return differences.length === 0 ? 0 : 1;
}

/** A line at most each second for each kind, and its last. */
function show({ kind, done, of }: Progress): void {
  const now = Date.now();
  if (kind === shown.kind && done < of && now < shown.at + 1_000) return;
  shown = { kind, at: now };
  console.log(`${kind}: ${done} of ${of}`);
}

function isMongo(place: string): boolean {
  return /^mongodb(\+srv)?:\/\//.test(place);
}
