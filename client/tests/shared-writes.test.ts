import 'fake-indexeddb/auto';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase, write, type ChatDatabase, type Writing } from '../src/storage/indexeddb/schema.ts';
import { SharedWrites } from '../src/storage/indexeddb/shared-writes.ts';

const listener = { blocked: () => undefined, taken: () => undefined, terminated: () => undefined };
const [ONE, OTHER] = ['one', 'other'];

async function sharing() {
  const db = await openDatabase(crypto.randomUUID(), listener);
  onTestFinished(() => db.close());
  const begun: Writing<'rosterStates'>[] = [];
  const begin = (to: ChatDatabase) => {
    const tx = write(to, ['rosterStates']);
    begun.push(tx);
    return tx;
  };
  return { db, begun, writes: new SharedWrites<'rosterStates'>(begin) };
}

/** Changes what is read before, as each change of a state does. */
function counting(conversation: string) {
  return async (tx: Writing<'rosterStates'>): Promise<number> => {
    const states = tx.objectStore('rosterStates');
    const upTo = ((await states.get(conversation))?.upTo ?? 0) + 1;
    await states.put({ upTo, floors: {}, seen: {}, lost: [], told: {} }, conversation);
    return upTo;
  };
}

test('what comes while the disk is busy is written in one transaction, and nothing of it is lost', async () => {
  const { db, begun, writes } = await sharing();
  const asked = [ONE, ONE, OTHER, ONE, OTHER].map((id) => writes.write(db, id, counting(id)));
  expect(await Promise.all(asked)).toEqual([1, 2, 1, 3, 2]);
  expect(begun).toHaveLength(2);
  expect(await db.get('rosterStates', ONE)).toMatchObject({ upTo: 3 });
});

test('a change is done once it is on the disk, with all that is written with it', async () => {
  const { db, begun, writes } = await sharing();
  const done: string[] = [];
  const first = writes.write(db, ONE, counting(ONE)).then(() => done.push('first'));
  begun[0]?.done.then(
    () => done.push('on the disk'),
    () => undefined,
  );
  await Promise.all([first, writes.write(db, ONE, counting(ONE)).then(() => done.push('second'))]);
  expect(done).toEqual(['on the disk', 'first', 'second']);
});

test('a change that fails keeps no other from the disk', async () => {
  const { db, writes } = await sharing();
  const failure = new Error('not to be changed');
  const first = writes.write(db, ONE, counting(ONE));
  const failing = writes.write(db, ONE, () => Promise.reject(failure));
  const other = writes.write(db, OTHER, counting(OTHER));
  await expect(failing).rejects.toBe(failure);
  expect(await Promise.all([first, other])).toEqual([1, 1]);
});

test('where the disk takes nothing, whoever waits hears of it, and the next change is tried', async () => {
  const { db, begun, writes } = await sharing();
  const aborted = async (tx: Writing<'rosterStates'>) => {
    const read = await counting(ONE)(tx);
    tx.abort();
    return read;
  };
  const before = writes.write(db, OTHER, counting(OTHER));
  const lost = [writes.write(db, ONE, aborted), writes.write(db, OTHER, counting(OTHER))];
  const heard = await Promise.allSettled(lost);
  expect(heard.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await before).toBe(1);
  expect(await writes.write(db, OTHER, counting(OTHER))).toBe(2);
  expect(begun).toHaveLength(3);
});
