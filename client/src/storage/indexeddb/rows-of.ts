import type { Uuid } from '@parley/protocol';
import { BoxedRows } from '../boxes/boxed-rows.ts';
import { LocalBoxes } from '../boxes/local-boxes.ts';
import { Veils } from '../boxes/veils.ts';
import { write, type ChatDatabase, type Key, type Row } from './schema.ts';

/** The rows of a copy under its key, which is made with it and goes with it. What earlier versions left in plain, or a page under a veil, is sealed first. */
export async function rowsOf(db: ChatDatabase, me: Uuid): Promise<BoxedRows> {
  const key = await keyOf(db);
  const veils = new Veils(key);
  await veils.prepare();
  const rows = new BoxedRows(new LocalBoxes(key), veils, me);
  await sealDrafts(db, rows);
  await sealOutbox(db, rows);
  return rows;
}

/** No script can read its bytes. Of two tabs that make one at once, the second takes that of the first. */
async function keyOf(db: ChatDatabase): Promise<CryptoKey> {
  const kept = await db.get('keys', 'local');
  if (kept !== undefined) return kept;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const tx = write(db, ['keys']);
  const table = tx.objectStore('keys');
  const key = (await table.get('local')) ?? made;
  await table.put(key, 'local');
  await tx.done;
  return key;
}

async function sealDrafts(db: ChatDatabase, rows: BoxedRows): Promise<void> {
  for (const draft of await db.getAll('drafts'))
    if (draft.box === undefined)
      await replace(
        db,
        'drafts',
        draft.conversation,
        draft,
        await rows.sealDraft(await rows.openDraft(draft)),
      );
}

async function sealOutbox(db: ChatDatabase, rows: BoxedRows): Promise<void> {
  for (const item of await db.getAll('outbox'))
    if (item.box === undefined) await replace(db, 'outbox', item.key, item, await rows.sealItem(item));
}

/** Unless another tab changed it meanwhile, which seals what it writes. */
async function replace<Name extends 'drafts' | 'outbox'>(
  db: ChatDatabase,
  name: Name,
  key: Key<Name>,
  before: Row<Name>,
  after: Row<Name>,
): Promise<void> {
  const tx = write(db, [name]);
  const table = tx.objectStore(name);
  if (JSON.stringify(await table.get(key)) === JSON.stringify(before)) await table.put(after);
  await tx.done;
}
