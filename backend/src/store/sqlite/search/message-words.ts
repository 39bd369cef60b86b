import Database from 'better-sqlite3';
import { TOKENIZER_VERSION } from '@parley/protocol';
import type { Span } from '../../../domain/log/page-span.ts';
import type { Phrase, Terms } from '../../../domain/search/terms.ts';

/** Of what is in the table: the tokens, and how it holds them. Another one makes it anew. */
const LAYOUT = 2;
export const INDEX_VERSION = TOKENIZER_VERSION * 1_000 + LAYOUT;

/** Bits of a row's key that hold the `seq`; those above hold the conversation. JavaScript counts to 53 bits. */
const SEQ_BITS = 30;
const SEQS = 2 ** SEQ_BITS;
/**
 * Messages of a conversation whose terms stand together. SQLite walks through a term's list of messages one by one, however many
 * of them are asked for: with a list for the whole database, a page of a common word took 60 ms at a million messages.
 */
const BLOCK = 4_096;
/** ms after which a look stops at the end of a block. */
const PATIENCE = 8;

/**
 * The table has no text of its own (`content=''`), and what is removed is taken out of the lists of all words
 * (`secure-delete`), not noted as removed: otherwise the words of deleted messages would stay in the file for months.
 * Terms come apart at spaces only: all other characters that they have belong to them.
 */
const CREATE = `
DROP TABLE IF EXISTS message_words;
CREATE VIRTUAL TABLE message_words USING fts5(terms, content='', columnsize=0, tokenize="ascii tokenchars '_-.+!@#:'");
INSERT INTO message_words (message_words, rank) VALUES ('secure-delete', 1);
`;

/** What a look found, and the last place it looked at if it stopped before the end of the span. */
export interface FoundPlaces {
  readonly seqs: readonly number[];
  readonly stoppedAt?: number | undefined;
}

interface FindBounds {
  readonly end: 'first' | 'last';
  readonly limit: number;
}

/** SQLite's full-text index of messages. The terms of each block of a conversation are terms of their own. */
export class MessageWords {
  readonly #sql;
  readonly #patience: number;

  /** @param db where `createIn` was called */
  constructor(db: Database.Database, patience = PATIENCE) {
    this.#patience = patience;
    const select = 'SELECT rowid FROM message_words WHERE message_words MATCH ? AND rowid BETWEEN ? AND ?';
    this.#sql = {
      add: db.prepare<[number, string]>('INSERT INTO message_words (rowid, terms) VALUES (?, ?)'),
      remove: db.prepare<[number, string]>(
        `INSERT INTO message_words (message_words, rowid, terms) VALUES ('delete', ?, ?)`,
      ),
      save: db.prepare('SAVEPOINT words'),
      release: db.prepare('RELEASE words'),
      undo: db.prepare('ROLLBACK TO words'),
      first: db.prepare<[string, number, number, number], number>(`${select} ORDER BY rowid LIMIT ?`).pluck(),
      last: db
        .prepare<[string, number, number, number], number>(`${select} ORDER BY rowid DESC LIMIT ?`)
        .pluck(),
    };
  }

  /** Makes the table, empty. */
  static createIn(db: Database.Database): void {
    db.exec(CREATE);
  }

  static existsIn(db: Database.Database): boolean {
    return db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'message_words'`).get() !== undefined;
  }

  /** @param key of `keyOf`; rising from call to call, within a transaction, it costs least */
  add(key: number, terms: Terms): void {
    this.#sql.add.run(key, inBlockOf(key, terms));
  }

  /** @param terms those that were added: with others, the index would be wrong from then on */
  remove(key: number, terms: Terms): void {
    this.#sql.remove.run(key, inBlockOf(key, terms));
  }

  /**
   * Runs a change of this table and writes it. SQLite would write it at the end of the transaction, where a damage of the table would
   * undo the writes of all. @returns whether it was done; it is undone if the table is damaged
   */
  change(change: () => void): boolean {
    this.#sql.save.run();
    try {
      change();
      this.#flush();
      return true;
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#sql.undo.run();
      return false;
    } finally {
      this.#sql.release.run();
    }
  }

  /** Whoever opens a savepoint has SQLite write what virtual tables hold back. */
  #flush(): void {
    this.#sql.save.run();
    this.#sql.release.run();
  }

  /**
   * The places of messages that have all phrases, from one end of the span on. It looks at one block at least.
   * @param conversation its number
   */
  find(
    conversation: number,
    phrases: readonly Phrase[],
    span: Span,
    { end, limit }: FindBounds,
  ): FoundPlaces {
    const deadline = performance.now() + this.#patience;
    const seqs: number[] = [];
    for (const { from, to } of blocksOf(span, end)) {
      const keys = [keyOf(conversation, from), keyOf(conversation, to)] as const;
      const match = phrases.map((phrase) => `"${inBlockOf(keys[0], phrase)}"`).join(' AND ');
      seqs.push(...this.#sql[end].all(match, ...keys, limit - seqs.length).map((key) => key % SEQS));
      if (seqs.length === limit) return { seqs, stoppedAt: seqs.at(-1) };
      const last = end === 'first' ? to : from;
      const isEnd = last === (end === 'first' ? span.to : span.from);
      if (!isEnd && performance.now() >= deadline) return { seqs, stoppedAt: last };
    }
    return { seqs };
  }
}

/** SQLite says of a virtual table, not of the whole file, that it makes no sense. */
export function isDamage(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_CORRUPT_VTAB';
}

/** The key of a message's row. @param conversation its number */
export function keyOf(conversation: number, seq: number): number {
  return conversation * SEQS + seq;
}

/** Terms as those of the block that a message is in. */
function inBlockOf(key: number, terms: Terms): string {
  const block = Math.floor(key / BLOCK).toString(36);
  return terms.map((term) => `${block}:${term}`).join(' ');
}

/** The parts of a span, each in one block, from one end on. */
function* blocksOf({ from, to }: Span, end: 'first' | 'last'): Generator<Span> {
  const blockOf = (seq: number) => Math.floor(seq / BLOCK);
  const blocks = blockOf(to) - blockOf(from) + 1;
  for (let n = 0; n < blocks; n++) {
    const block = end === 'first' ? blockOf(from) + n : blockOf(to) - n;
    yield { from: Math.max(from, block * BLOCK), to: Math.min(to, (block + 1) * BLOCK - 1) };
  }
}
