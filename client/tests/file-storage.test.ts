import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import type { Entry } from '@parley/protocol';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { openFileStorage } from '../src/storage/file/file-storage.ts';
import type { StoredData } from '../src/storage/memory/memory-tables.ts';
import { startProgram } from '../../tools/test/start-program.ts';
import { FakeServer, user } from './fake-server.ts';

const WRITER = join(import.meta.dirname, 'file-storage-writer.ts');
const [me, alice] = [user(1), user(2)];
// Processes take their time to start where many others run.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let database: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-'));
  database = join(folder, 'me.db');
});
afterEach(() => rm(folder, { recursive: true }));

const task = { kind: 'append', body: { kind: 'message' }, content: { type: 'text', text: 'hi' } } as const;
const message = (id: string) => ({ conversation: 'a', id, time: 1, task });

/** Another process with the same copy. @param shell what to do before it starts */
function writer({ most = 'Infinity', shell = 'true' } = {}) {
  const command = `${shell}; exec "$0" "$@"`;
  const child = startProgram('sh', ['-c', command, process.execPath, WRITER, database, most]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  return { line: async () => String((await lines.next()).value), lines, kill };
}

/** A group with many entries, of which the copy holds all. */
async function withEntries(count: number) {
  const storage = await openFileStorage({ database }, me.uid);
  const server = new FakeServer();
  const group = server.group([alice, me]);
  const [created] = server.logs.get(group) ?? [];
  const head = server.head(group, me.uid);
  if (created === undefined || head === undefined) throw new Error('the group was just made');
  await storage.saveHeads([head], 'token');
  const entries: readonly Entry[] = Array.from({ length: count }, (_, index) => ({
    ...created,
    seq: index + 1,
    sender: alice.uid,
    body: { kind: 'message' },
  }));
  await storage.append(group, { from: 1, to: count, entries, hidden: [] });
  return { storage, group };
}

/** What SQLite has written since it was opened, or since the last checkpoint. */
const written = async () => (await stat(`${database}-wal`)).size;

test('a change writes what changed: a few pages, with 20,000 entries as with none', async () => {
  const { storage, group } = await withEntries(20_000);
  await storage.close();
  const again = await openFileStorage({ database }, me.uid);
  const costs: number[] = [];
  const cost = async (change: () => Promise<unknown>) => {
    const before = await written();
    await change();
    costs.push((await written()) - before);
  };
  await cost(() => again.enqueue({ ...message('id'), conversation: group }));
  await cost(() => again.mark(group, { read: 7 }));
  const composition = { draft: { text: 'draft', caret: 5 } };
  await cost(() => again.saveDraft({ conversation: group, composition, revision: group }));
  await cost(() => again.saveUsers([alice]));
  expect(Math.min(...costs)).toBeGreaterThan(0);
  expect(Math.max(...costs)).toBeLessThan(50_000);
  expect((await again.load()).conversations).toMatchObject([{ window: { last: 20_000 } }]);
  await again.close();
});

test('what is as it was is not written', async () => {
  const { storage } = await withEntries(1);
  const before = await written();
  await storage.saveHeads([], 'token');
  expect(await written()).toBe(before);
  await storage.close();
});

test('a process that is killed at any moment leaves what it said was stored', async () => {
  let keys = 0;
  for (let round = 0; round < 12; round++) {
    const { line, kill } = writer();
    expect(await line()).toBe('open');
    for (let n = 0; n <= round * 3; n++) {
      const [, key] = /^stored (\d+)$/.exec(await line()) ?? [];
      keys = Number(key);
    }
    await kill();
    const storage = await openFileStorage({ database }, 'me');
    const outbox = await storage.outbox();
    expect(outbox.map(({ key }) => key)).toEqual(outbox.map((_, index) => index + 1));
    expect(outbox.length).toBeGreaterThanOrEqual(keys);
    await storage.close();
  }
});

test('what the disk refused is not in the outbox either', async () => {
  // In blocks of 512 bytes.
  const { line, kill } = writer({ shell: 'ulimit -f 256' });
  expect(await line()).toBe('open');
  let stored = 0;
  let said = await line();
  for (; said.startsWith('stored'); said = await line()) stored++;
  expect(stored).toBeGreaterThan(3);
  expect(said).toBe(`refused, has ${stored}`);
  await kill();
  const storage = await openFileStorage({ database }, 'me');
  expect(await storage.outbox()).toHaveLength(stored);
  await storage.close();
});

test('two terminals cannot use one copy, and the second says so', async () => {
  const first = writer({ most: '1' });
  expect([await first.line(), await first.line()]).toEqual(['open', 'stored 1']);
  const words = `Another terminal uses ${database} already. Choose another folder with --data.`;
  await expect(openFileStorage({ database }, 'me')).rejects.toThrow(words);
  expect(await writer().line()).toBe(words);

  // Nothing of a dead owner is left to be taken for somebody else's.
  await first.kill();
  const storage = await openFileStorage({ database }, 'me');
  expect(await storage.outbox()).toHaveLength(1);
  await storage.close();
});

test('of many terminals that start at once, one gets the copy', async () => {
  const openings = await Promise.all(Array.from({ length: 6 }, () => writer({ most: '0' }).line()));
  expect(openings.filter((line) => line === 'open')).toHaveLength(1);
});

test('the number of a process that is gone, given to another one, keeps nobody out', async () => {
  await writeFile(join(folder, 'me.lock'), String(process.ppid));
  const storage = await openFileStorage({ database }, 'me');
  await storage.close();
});

test('what an earlier version kept as one document comes along, once', async () => {
  const before = join(folder, 'me.json');
  const item = { ...message('id'), key: 3, emitted: true, closes: 1, state: { kind: 'waiting' } } as const;
  const data: StoredData = {
    headsToken: 'token',
    lastKey: 3,
    conversations: [],
    entries: [],
    outbox: [item],
    users: [alice],
    blocked: [alice.uid],
  };
  await writeFile(before, JSON.stringify(data));
  const storage = await openFileStorage({ database, before }, me.uid);
  expect(await storage.load()).toMatchObject({ headsToken: 'token', outbox: [item], users: [alice] });
  await storage.close();
  await expect(stat(before)).rejects.toThrow('ENOENT');

  const again = await openFileStorage({ database, before }, me.uid);
  expect((await again.load()).blocked).toEqual([alice.uid]);
  expect((await again.enqueue(message('next'))).key).toBe(4);
  await again.close();
});

test.each([
  ['a document', 'before', '{"lastKey":'],
  ['a database', 'database', 'This is no database, and long enough that nobody takes it for an empty one.'],
] as const)(
  '%s that is broken is an error that says what to do, not an empty copy',
  async (_, which, content) => {
    const files = { database, before: join(folder, 'me.json') };
    await writeFile(files[which], content);
    await expect(openFileStorage(files, 'me')).rejects.toThrow('Move it away');
  },
);

test('a database of a newer version is left as it is', async () => {
  const db = new DatabaseSync(database);
  db.exec('PRAGMA user_version = 99');
  db.close();
  await expect(openFileStorage({ database }, 'me')).rejects.toThrow('newer version');
});

test('nobody else may read it', async () => {
  const storage = await openFileStorage({ database }, 'me');
  await storage.enqueue(message('secret'));
  for (const file of [database, `${database}-wal`, `${database}.key`])
    expect((await stat(file)).mode & 0o077).toBe(0);
  await storage.close();
});

test('a copy of which a part is missing is not taken for an empty one', async () => {
  const storage = await openFileStorage({ database }, me.uid);
  await storage.enqueue(message('1'));
  await storage.close();
  const db = new DatabaseSync(database);
  db.exec("DELETE FROM boxed_rows WHERE kind = 'meta'");
  db.close();

  await expect(openFileStorage({ database }, me.uid)).rejects.toThrow('is incomplete. Move it away');
});

/** Whether a text stands in one of the files of the copy. */
async function stands(text: string): Promise<boolean> {
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
  return files.some((bytes) => bytes.includes(text));
}

test('nothing of it can be read without its key', async () => {
  const canary = 'k4n4rienv0gel';
  const storage = await openFileStorage({ database }, me.uid);
  const item = await storage.enqueue({
    ...message('id'),
    task: { ...task, content: { type: 'text', text: canary } },
  });
  await storage.epochKeys.keep('a', [{ epoch: 1, commitment: 'c', key: Buffer.from(canary) }]);
  expect(await stands(canary)).toBe(false);
  expect(await stands(Buffer.from(canary).toString('base64').slice(0, -2))).toBe(false);
  await storage.close();
  expect(await stands(canary)).toBe(false);
  const again = await openFileStorage({ database }, me.uid);
  expect(await again.outbox()).toEqual([item]);
  await again.close();

  await rename(`${database}.key`, join(folder, 'key'));
  await expect(openFileStorage({ database }, me.uid)).rejects.toThrow(
    `cannot be opened without ${database}.key`,
  );
  await writeFile(`${database}.key`, new Uint8Array(32));
  await expect(openFileStorage({ database }, me.uid)).rejects.toThrow('Move it away');
  await rename(join(folder, 'key'), `${database}.key`);
  const back = await openFileStorage({ database }, me.uid);
  expect(await back.outbox()).toEqual([item]);
  await back.destroy();
  expect(await readdir(folder)).toEqual([]);
});

test('a database of the version before is put into boxes, and nothing of it is left in plain', async () => {
  const canary = 'k4n4rienv0gel';
  const older = new DatabaseSync(database);
  older.exec(`CREATE TABLE rows (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, key)) STRICT;
    PRAGMA user_version = 1`);
  const put = older.prepare('INSERT INTO rows VALUES (?, ?, ?)');
  const content = { type: 'text', text: canary } as const;
  const waiting = { key: 1, emitted: false, closes: 0, state: { kind: 'waiting' } } as const;
  const item = { ...message('id'), ...waiting, task: { ...task, content } };
  put.run('meta', 'meta', JSON.stringify({ lastKey: 1, blocked: [alice.uid] }));
  put.run('outbox', '1', JSON.stringify(item));
  older.close();
  expect(await stands(canary)).toBe(true);

  const storage = await openFileStorage({ database }, me.uid);
  expect(await storage.load()).toMatchObject({ outbox: [item], blocked: [alice.uid] });
  await storage.close();
  expect(await stands(canary)).toBe(false);
});
