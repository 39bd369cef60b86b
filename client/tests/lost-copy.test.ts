import { IDBFactory, IDBDatabase, forceCloseDatabase } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi, type MockInstance } from 'vitest';
import type { ChatClient } from '../src/ports/chat-client.ts';
import { FakeNetwork } from './fake-network.ts';
import { FakeWorld, texts } from './fake-world.ts';
import { wholeIndexedDb } from './whole-indexeddb.ts';

let transactions: MockInstance<IDBDatabase['transaction']>;

beforeEach(() => {
  vi.restoreAllMocks();
  globalThis.indexedDB = new IDBFactory();
  transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');
});

/** A user with a browser, online, with one conversation. */
class LostWorld extends FakeWorld {
  readonly group = this.server.group([this.alice, this.me]);
  #tabs = 0;

  /** In another tab of the browser, if there is one already. */
  async tab(): Promise<ChatClient> {
    const { transport, http } = new FakeNetwork(this.server, this.me.uid);
    const storage = wholeIndexedDb(this.me.uid, this.clock);
    const client = await this.start({ storage, ...(this.#tabs++ > 0 && { transport, http }) });
    await this.until(() => client.synced.get());
    return client;
  }

  /** Goes on in steps that a database can follow. */
  async until(happened: () => boolean, ms = 60_000): Promise<void> {
    for (let waited = 0; !happened() && waited < ms; waited += 20) await this.clock.advance(20);
    expect(happened()).toBe(true);
  }

  /** What a new tab would find. */
  async stored() {
    const storage = wholeIndexedDb(this.me.uid, this.clock);
    const snapshot = await storage.load();
    await storage.close();
    return snapshot;
  }

  said(): readonly string[] {
    return (this.server.logs.get(this.group) ?? []).flatMap(({ body, id }) =>
      body.kind === 'message' ? [id] : [],
    );
  }
}

/** Browsers close the connections first and refuse new ones meanwhile, Chromium with an AbortError. */
function refuseToOpen() {
  const refusal = new DOMException('The connection was closed.', 'AbortError');
  return vi.spyOn(globalThis.indexedDB, 'open').mockImplementation(() => {
    throw refusal;
  });
}

function closeAll(): void {
  for (const connection of new Set(transactions.mock.contexts))
    forceCloseDatabase(connection as typeof IDBDatabase);
  transactions.mockClear();
}

/** @returns what lets it be opened again */
function deleteStored(): () => void {
  globalThis.indexedDB = new IDBFactory();
  const opening = refuseToOpen();
  closeAll();
  return () => opening.mockRestore();
}

test('what is unsent stays, and is in the new copy as soon as that opens, to be sent once', async () => {
  const world = new LostWorld();
  const client = await world.tab();
  const view = client.open(world.group);
  world.server.refusals.push('E_FORBIDDEN');
  await client.send(world.group, { text: 'refused' });
  client.composer(world.group).write('half a sen', 10);
  await world.until(() =>
    view.items.get().some((item) => item.kind === 'message' && item.status === 'refused'),
  );
  world.network.up = false;
  world.network.cut();
  const waiting = await client.send(world.group, { text: 'waiting' });

  const open = deleteStored();
  await world.clock.advance(40);
  open();
  await world.until(() => client.problem.get() === 'lost' && !client.unstored.get());
  expect(texts(view.items.get())).toEqual(['~refused', '~waiting']);
  const { outbox, drafts } = await world.stored();
  expect(outbox).toMatchObject([{ state: { kind: 'refused' } }, { id: waiting, state: { kind: 'waiting' } }]);
  expect(drafts).toMatchObject([{ composition: { draft: { text: 'half a sen' } } }]);

  world.network.up = true;
  await world.until(() => client.connection.get().kind === 'online' && client.unsent.get() === 1);
  expect(world.said()).toEqual([waiting]);
  await world.until(() => texts(view.items.get()).includes('waiting'));
  expect((await world.stored()).outbox).toMatchObject([{ state: { kind: 'refused' } }]);
  expect(world.errors).toEqual([]);
  await client.close();
});

test('while no copy opens, messages are sent from memory once, and none again when one opens', async () => {
  const world = new LostWorld();
  const client = await world.tab();
  world.network.up = false;
  world.network.cut();
  const before = await client.send(world.group, { text: 'before' });
  // This one is not deleted: its outbox keeps what is acknowledged meanwhile.
  const opening = refuseToOpen();
  closeAll();
  await world.until(() => client.problem.get() === 'lost');
  const after = await client.send(world.group, { text: 'after' });
  expect(client.unstored.get()).toBe(true);

  world.network.up = true;
  await world.until(() => client.unsent.get() === 0);
  expect(world.said()).toEqual([before, after]);
  await world.until(() => !client.unstored.get());
  opening.mockRestore();
  expect((await world.stored()).outbox).toMatchObject([{ id: before }]);
  await world.clock.advance(40_000);
  await world.clock.advance(100);
  expect((await world.stored()).outbox).toEqual([]);
  expect(world.said()).toEqual([before, after]);
  await client.close();
});

test('what is being stored when the copy is deleted is stored and sent all the same', async () => {
  const world = new LostWorld();
  const client = await world.tab();
  const view = client.open(world.group);
  world.network.up = false;
  world.network.cut();
  const sending = [client.send(world.group, { text: 'one' }), client.send(world.group, { text: 'two' })];
  const open = deleteStored();
  open();
  await world.until(() => client.problem.get() === 'lost');
  const done = Promise.all(sending);
  await world.until(() => texts(view.items.get()).length === 2);
  world.network.up = true;
  await world.until(() => client.unsent.get() === 0);
  expect(world.said()).toEqual(await done);
  await client.close();
});

test('two tabs that lose their copy go on, and send what both know of once', async () => {
  const world = new LostWorld();
  const one = await world.tab();
  const other = await world.tab();
  world.network.up = false;
  world.network.cut();
  const shared = await one.send(world.group, { text: 'shared' });
  const open = deleteStored();
  open();
  await world.until(() => one.problem.get() === 'lost' && other.problem.get() === 'lost');
  const own = await other.send(world.group, { text: 'own' });
  world.network.up = true;
  await world.until(() => one.unsent.get() + other.unsent.get() === 0);
  expect([...world.said()].sort()).toEqual([shared, own].sort());
  await world.until(() => !one.unstored.get() && !other.unstored.get());
  expect((await world.stored()).outbox).toEqual([]);
  await Promise.all([one.close(), other.close()]);
});

test('a copy that is deleted twice gets what is unsent twice', async () => {
  const world = new LostWorld();
  const client = await world.tab();
  world.network.up = false;
  world.network.cut();
  const waiting = await client.send(world.group, { text: 'waiting' });
  for (const _ of ['first', 'second']) {
    deleteStored()();
    const outbox = async () => {
      await world.clock.advance(100);
      return (await world.stored()).outbox;
    };
    await expect.poll(outbox).toMatchObject([{ id: waiting }]);
    expect(client.problem.get()).toBe('lost');
  }
  await client.close();
});
