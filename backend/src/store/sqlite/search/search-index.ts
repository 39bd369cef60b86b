import type Database from 'better-sqlite3';
import type { Uuid } from '@parley/protocol';
import type { Span } from '../../../domain/log/page-span.ts';
import type { Look, LookBounds } from '../../../domain/search/search-store.ts';
import type { Phrase } from '../../../domain/search/terms.ts';
import type { UuidTable } from '../conversations/uuid-table.ts';
import { INDEX_VERSION, isDamage, keyOf, MessageWords } from './message-words.ts';
import { StoredWords, type Version } from './stored-words.ts';

/** One step: about five milliseconds of short messages, or one long one. */
const STEP = { rows: 250, bytes: 32_768 };

/** In place of a version. */
const DAMAGED = 0;

interface Progress {
  readonly version: number;
  /** The number of the last entry that was taken in. */
  readonly cursor: number;
}

/**
 * The index of what open conversations say. It follows the log from a cursor that stands in the same database and moves in the same
 * transaction. Deletions do not wait for it: they take their words out at once.
 */
export class SearchIndex {
  readonly #db: Database.Database;
  readonly #uuids: UuidTable;
  readonly #words: MessageWords;
  readonly #stored: StoredWords;
  readonly #sql;
  /** A look, which can write nothing, found it damaged. */
  #seenDamaged = false;

  /** Makes the index anew, empty, if it is of another version or lost. */
  constructor(db: Database.Database, uuids: UuidTable) {
    this.#db = db;
    this.#sql = {
      progress: db.prepare<[], Progress>('SELECT version, cursor FROM search_index'),
      begin: db.prepare<[number]>('UPDATE search_index SET version = ?, cursor = 0'),
      move: db.prepare<[number]>('UPDATE search_index SET cursor = ?'),
    };
    if (this.#progress().version !== INDEX_VERSION || !MessageWords.existsIn(db))
      db.transaction(() => this.#startOver()).immediate();
    this.#uuids = uuids;
    this.#words = new MessageWords(db);
    this.#stored = new StoredWords(db, uuids);
  }

  /** Takes in the next entries. Runs inside a transaction. @returns whether there were any */
  advance(): boolean {
    if (this.#isDamaged) this.#startOver();
    const { cursor } = this.#progress();
    const next = this.#stored.after(cursor, STEP);
    if (next === undefined) return false;
    this.#unlessDamaged(() => {
      for (const [key, version] of lastOfEach(next.versions)) this.#replace(key, version, cursor);
      this.#sql.move.run(next.cursor);
    });
    return true;
  }

  /** Whether entries wait to be taken in. */
  get isBehind(): boolean {
    return (
      this.#isDamaged || this.#stored.after(this.#progress().cursor, { rows: 1, bytes: 1 }) !== undefined
    );
  }

  /** Takes out the words of a message whose payload is about to be erased. Runs inside that transaction. */
  forget(conversation: Uuid, target: number): void {
    const log = this.#uuids.numberOf(conversation);
    const version = this.#stored.at(log, target, this.#progress().cursor);
    this.#unlessDamaged(() => this.#remove(keyOf(log, target), version));
  }

  reach(conversation: Uuid): number {
    return this.#stored.lastUpTo(this.#uuids.numberOf(conversation), this.#progress().cursor);
  }

  find(
    conversation: Uuid,
    phrases: readonly Phrase[],
    span: Span,
    bounds: Pick<LookBounds, 'end' | 'limit'>,
  ): Omit<Look, 'looked'> {
    const log = this.#uuids.numberOf(conversation);
    const { cursor } = this.#progress();
    const { seqs, stoppedAt } = this.#look(() => this.#words.find(log, phrases, span, bounds));
    return {
      places: seqs.map((seq) => ({ seq, edit: this.#stored.editAt(log, seq, cursor)?.seq })),
      stoppedAt,
    };
  }

  /** @param cursor what the index holds of the message is as of there */
  #replace(key: number, version: Version, cursor: number): void {
    const { conversation, edited } = version;
    if (edited !== null) this.#remove(key, this.#stored.at(conversation, edited, cursor));
    const terms = this.#stored.terms(version);
    if (terms !== undefined) this.#words.add(key, terms);
  }

  #remove(key: number, version: Version | undefined): void {
    const terms = version && this.#stored.terms(version);
    if (terms !== undefined) this.#words.remove(key, terms);
  }

  /** Runs a change. An index that is damaged is made anew in the next step: what is derived must not keep anybody from writing. */
  #unlessDamaged(change: () => void): void {
    if (!this.#words.change(change)) this.#sql.begin.run(DAMAGED);
  }

  /** Reads. Nothing can be changed meanwhile, so that a damage is only noted. */
  #look<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      this.#seenDamaged ||= isDamage(error);
      throw error;
    }
  }

  get #isDamaged(): boolean {
    return this.#seenDamaged || this.#progress().version !== INDEX_VERSION;
  }

  #startOver(): void {
    MessageWords.createIn(this.#db);
    this.#sql.begin.run(INDEX_VERSION);
    this.#seenDamaged = false;
  }

  #progress(): Progress {
    const progress = this.#sql.progress.get();
    if (progress === undefined) throw new Error('the database does not say how far its search index reaches');
    return progress;
  }
}

/** The last version of each message, in the order of the index's keys. */
function lastOfEach(versions: readonly Version[]): [key: number, version: Version][] {
  const last = new Map(
    versions.map((version) => [keyOf(version.conversation, version.edited ?? version.seq), version]),
  );
  return [...last].sort(([a], [b]) => a - b);
}
