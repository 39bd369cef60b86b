import type { ConversationDetails, User, Uuid } from '@parley/protocol';
import type { HeldEntry } from '../../model/held-entry.ts';
import {
  openDB,
  unwrap,
  wrap,
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  type StoreKey,
  type StoreNames,
  type StoreValue,
} from 'idb';
import type { DraftRow } from '../boxes/boxed-rows.ts';
import type { OutboxItem } from '../../model/outbox-item.ts';
import type { KeptRosterEntry } from '../../model/sealing/kept-roster.ts';
import type { EpochKey } from '../../ports/sealing/epoch-key-keeper.ts';
import { withoutOldDraft } from '../old-draft.ts';
import type { RosterState } from '../roster-change.ts';
import type { StoredConversation } from '../../model/stored-conversation.ts';

/** One database per user. Inserted rows lack the keys that IndexedDB generates. */
interface ChatSchema extends DBSchema {
  /** `unboxed`: what the server has, too, is not in boxes yet. */
  meta: { key: 'headsToken' | 'blocked' | 'unboxed'; value: string | readonly Uuid[] };
  conversations: { key: Uuid; value: StoredConversation };
  entries: { key: [Uuid, number]; value: HeldEntry; indexes: { target: [Uuid, number]; unopened: number } };
  outbox: { key: number; value: OutboxItem; indexes: { id: Uuid } };
  users: { key: Uuid; value: User };
  details: { key: Uuid; value: ConversationDetails };
  drafts: { key: Uuid; value: DraftRow };
  epochKeys: { key: [Uuid, number, string]; value: BoxedEpochKey };
  rosters: { key: [Uuid, number]; value: KeptRosterEntry };
  /** Alarms stand in it in boxes. */
  rosterStates: { key: Uuid; value: RosterState<Uint8Array<ArrayBuffer>> };
  /** The key of all boxes; its bytes where the browser keeps no key objects. */
  keys: { key: 'local'; value: CryptoKey | Uint8Array<ArrayBuffer> };
}

/** An epoch's key in a box. */
interface BoxedEpochKey extends Omit<EpochKey, 'key'> {
  readonly key: Uint8Array<ArrayBuffer>;
}

export type ChatDatabase = IDBPDatabase<ChatSchema>;
export type Table = StoreNames<ChatSchema>;
export type Key<Name extends Table> = StoreKey<ChatSchema, Name>;
export type Row<Name extends Table> = StoreValue<ChatSchema, Name>;
export type Writing<Tables extends Table> = IDBPTransaction<ChatSchema, Tables[], 'readwrite'>;

type Upgrading = IDBPTransaction<ChatSchema, StoreNames<ChatSchema>[], 'versionchange'>;

const VERSION = 6;

export function databaseName(me: Uuid): string {
  return `parley-${me}`;
}

export interface DatabaseListener {
  /** Another tab keeps an older version open: waits for it. */
  blocked(): void;
  /** Another tab wants to upgrade or delete the database: this tab closes it. */
  taken(): void;
  /** The browser closed it by itself, as it does when it is short of resources. */
  terminated(): void;
}

/** Opens the database of a user. */
export function openDatabase(me: Uuid, listener: DatabaseListener): Promise<ChatDatabase> {
  return openDB<ChatSchema>(databaseName(me), VERSION, {
    upgrade: (db, version, _to, tx) => {
      if (version < 1) createTables(db);
      if (version < 2) db.createObjectStore('details');
      if (version < 3) db.createObjectStore('drafts', { keyPath: 'conversation' });
      if (version < 4) indexUnopened(tx);
      if (version < 5) createSealingTables(db);
      db.createObjectStore('keys');
      // If the migration fails, the database stays as it was and the copy does not open: the opening says so.
      if (version > 0) markUnboxed(tx).catch(() => tx.abort());
      tx.done.catch(() => undefined);
    },
    terminated: () => listener.terminated(),
    blocked: () => listener.blocked(),
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
      listener.taken();
    },
  }).then(hearEnds);
}

/**
 * A transaction that only reads is awaited by its requests. Where the browser breaks it off after the last of them,
 * nobody misses anything, and its end would count as an error that nobody handled.
 */
function hearEnds(db: ChatDatabase): ChatDatabase {
  const raw = unwrap(db);
  const begin = raw.transaction.bind(raw);
  raw.transaction = (...args) => {
    const tx = begin(...args);
    wrap(tx).done.catch(() => undefined);
    return tx;
  };
  return db;
}

function createTables(db: ChatDatabase): void {
  db.createObjectStore('meta');
  db.createObjectStore('conversations', { keyPath: 'id' });
  const entries = db.createObjectStore('entries', { keyPath: ['conversation', 'seq'] });
  entries.createIndex('target', ['conversation', 'body.target']);
  const outbox = db.createObjectStore('outbox', { keyPath: 'key', autoIncrement: true });
  outbox.createIndex('id', 'id');
  db.createObjectStore('users', { keyPath: 'uid' });
}

/** It has only entries that are not opened yet: those of others say no such time. */
function indexUnopened(tx: Upgrading): void {
  tx.objectStore('entries').createIndex('unopened', 'opened.since');
}

/** By conversation, and then by epoch and commitment or by `seq`. */
function createSealingTables(db: ChatDatabase): void {
  for (const table of ['epochKeys', 'rosters', 'rosterStates'] as const) db.createObjectStore(table);
}

/** Up to version 5, nothing was in boxes, and Web Crypto cannot be asked within an upgrade: that is made up for before the first use. */
async function markUnboxed(tx: Upgrading): Promise<void> {
  const conversations = tx.objectStore('conversations');
  await tx.objectStore('meta').put('', 'unboxed');
  for (const conversation of await conversations.getAll()) {
    const { rest, draft } = withoutOldDraft(conversation);
    if (draft === undefined) continue;
    await tx.objectStore('drafts').put(draft);
    await conversations.put(rest);
  }
}

/**
 * A transaction over several tables; when it resolves, it is on the disk. Drafts alone are left to the computer to write:
 * what waits behind a slow one when the page goes is lost, and would be the last keys typed.
 */
export function write<Tables extends Table>(db: ChatDatabase, tables: Tables[]): Writing<Tables> {
  return db.transaction(tables, 'readwrite', {
    durability: tables.every((table) => table === 'drafts') ? 'relaxed' : 'strict',
  });
}

/** The keys of a conversation's entries from one `seq` to another, both included. */
export function entryKeys(conversation: Uuid, from: number, to: number): IDBKeyRange {
  return IDBKeyRange.bound([conversation, from], [conversation, to]);
}

/** Whether a change failed because the disk is full, or this origin may not store more. */
export function isForWantOfRoom(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
