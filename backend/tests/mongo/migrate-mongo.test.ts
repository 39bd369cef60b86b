import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verify } from '../../src/domain/archive/verify.ts';
import { openSqliteSource, openSqliteStores } from '../../src/store/sqlite/index.ts';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';
import { populate, populateRoom } from '../archive/populate.ts';
import { group, someone, talk } from '../contract/commands.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const TOOL = `${import.meta.dirname}/../../src/tools/migrate-mongo.ts`;

/** All that the source holds. */
const ENTRIES = 4_556;

const folder = temporaryFolder();
const file = folder.path('source.db');
const hash = () => createHash('sha256').update(readFileSync(file)).digest('hex');

beforeAll(async () => {
  const stores = await openSqliteStores({ file });
  await populate(stores);
  await populateRoom(stores);
  const owner = someone();
  await talk(stores, await group(stores, owner), owner, 4_000);
  await stores.close();
});
afterAll(() => folder.remove());

interface Run {
  readonly end: number | NodeJS.Signals | null;
  readonly said: readonly string[];
}

/** Runs the tool, to its end or until its first words about something. */
async function migrate(from: string, to: string, stop?: { at: RegExp; by: NodeJS.Signals }): Promise<Run> {
  const tool = spawn(process.execPath, [TOOL, '--from', from, '--to', to], { stdio: 'pipe' });
  const exit = once(tool, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const said: string[] = [];
  createInterface(tool.stderr).on('line', (line) => said.push(line));
  createInterface(tool.stdout).on('line', (line) => {
    said.push(line);
    if (stop?.at.test(line) === true) tool.kill(stop.by);
  });
  const [code, signal] = await exit;
  return { end: code ?? signal, said };
}

async function storedEntries(uri: string): Promise<number> {
  const connection = await mongoose.createConnection(uri).asPromise();
  const count = await connection.collection('entries').countDocuments();
  await connection.close();
  return count;
}

// It starts the tool four times and moves everything there and back.
const LONG = { timeout: 90_000 };

test(
  'a move that is killed, then interrupted, goes on where it was, and comes back the same',
  LONG,
  async () => {
    const before = hash();
    const uri = newMongoDatabase();

    const killed = await migrate(file, uri, { at: /^entries: [1-9]/, by: 'SIGKILL' });
    expect(killed.end).toBe('SIGKILL');
    const stored = await storedEntries(uri);
    expect(stored).toBeGreaterThan(0);
    expect(stored).toBeLessThan(ENTRIES);
    const interrupted = await migrate(file, uri, { at: /^entries: [1-9]/, by: 'SIGINT' });
    expect(interrupted.end).toBe(1);
    expect(interrupted.said.at(-1)).toBe('Stopped. Run the same command again to continue.');
    // What is there already could not be stored again: the indexes are unique.
    const resumed = await migrate(file, uri);
    expect(resumed.said).toContain(`entries compared: ${ENTRIES} of ${ENTRIES}`);
    expect(resumed.said.at(-1)).toBe('Everything is there.');
    expect(resumed.end).toBe(0);
    expect(hash()).toBe(before);

    const back = folder.path('back.db');
    expect(await migrate(uri, back)).toMatchObject({ end: 0 });
    const [source, copy] = [openSqliteSource(file), openSqliteSource(back)];
    expect(await verify(source, copy, () => undefined)).toEqual([]);
    await Promise.all([source.close(), copy.close()]);
  },
);

test('a database that is none of Parley’s is refused as a source, and stays empty', async () => {
  const uri = newMongoDatabase();
  const refused = await migrate(uri, folder.path('never.db'));
  expect(refused).toMatchObject({ end: 1 });
  expect(refused.said.at(-1)).toMatch(/holds nothing of Parley's/);
});
