import type { Uuid } from '@parley/protocol';
import { BoxedRows } from '../boxes/boxed-rows.ts';
import { LocalBoxes } from '../boxes/local-boxes.ts';
import { Veils } from '../boxes/veils.ts';
import { dropWords } from './drop-words.ts';
import { DraftNotes } from './draft-notes.ts';
import { write, type ChatDatabase, type Key, type Row } from './schema.ts';
import { takeNotes } from './take-notes.ts';
import { unlessFull } from './unless-full.ts';

/** The rows of a copy under its key, which is made with it and goes with it. What earlier versions left in plain, or a page under a veil, is sealed first. */
export async function rowsOf(db: ChatDatabase, me: Uuid): Promise<BoxedRows> {
  const key = await keyOf(db);
  const veils = new Veils(key);
  await veils.prepare();
  const rows = new BoxedRows(new LocalBoxes(key), veils, me);
  await takeNotes(db, rows, new DraftNotes(me));
  await sealDrafts(db, rows);
  await sealOutbox(db, rows);
  await dropWords(db);
  return rows;
}

/** No script can read its bytes. Of two tabs that make one at once, the second takes that of the first. */
async function keyOf(db: ChatDatabase): Promise<CryptoKey> {
  const there = await db.get('keys', 'local');
  if (there !== undefined) return imported(there);
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  try {
    return await kept(db, await imported(bytes));
  } catch (error) {
    // Some private windows keep no key objects. There its bytes lie beside what they protect, which is better than no copy.
    if (!(error instanceof DOMException && error.name === 'DataCloneError')) throw error;
    return kept(db, bytes);
  }
}

/** @param made is kept, unless there is one */
async function kept(db: ChatDatabase, made: CryptoKey | Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const tx = write(db, ['keys']);
  const table = tx.objectStore('keys');
  const there = await table.get('local');
  if (there === undefined) await table.put(made, 'local');
  await tx.done;
  return imported(there ?? made);
}

async function imported(key: CryptoKey | Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  if (key instanceof CryptoKey) return key;
  return crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

async function sealDrafts(db: ChatDatabase, rows: BoxedRows): Promise<void> {
  for (const draft of await db.getAll('drafts')) {
    if (draft.box !== undefined) continue;
    const opened = await rows.openDraft(draft);
    if (opened !== undefined)
      await replace(db, 'drafts', draft.conversation, draft, await rows.sealDraft(opened));
  }
}

async function sealOutbox(db: ChatDatabase, rows: BoxedRows): Promise<void> {
  for (const item of await db.getAll('outbox')) {
    if (item.box !== undefined) continue;
    const sealed = await rows.sealItem(item);
    // What says no words has no box.
    if (sealed.box !== undefined) await replace(db, 'outbox', item.key, item, sealed);
  }
}

/**
 * Unless another tab changed it meanwhile, which seals what it writes. Where there is no room the row stays as it is, until the next
 * opening: it can be read.
 */
async function replace<Name extends 'drafts' | 'outbox'>(
  db: ChatDatabase,
  name: Name,
  key: Key<Name>,
  before: Row<Name>,
  after: Row<Name>,
): Promise<void> {
  await unlessFull(db, [name], async (tx) => {
    const table = tx.objectStore(name);
    if (JSON.stringify(await table.get(key)) === JSON.stringify(before)) await table.put(after);
  });
}
