import type Database from 'better-sqlite3';
import type { Span } from '../../../domain/log/page-span.ts';
import type { Phrase, Terms } from '../../../domain/search/terms.ts';

/** Bits of a row's key that hold the `seq`; those above hold the conversation. JavaScript counts to 53 bits. */
const SEQ_BITS = 30;
const SEQS = 2 ** SEQ_BITS;

/**
 * The table has no text of its own (`content=''`), and what is removed is taken out of the lists of all words
 * (`secure-delete`), not noted as removed: otherwise the words of deleted messages would stay in the file for months.
 * Terms come apart at spaces only: all other characters that they have belong to them.
 */
const CREATE = `
DROP TABLE IF EXISTS message_words;
CREATE VIRTUAL TABLE message_words USING fts5(terms, content='', columnsize=0, tokenize="ascii tokenchars '_-.+!@#'");
INSERT INTO message_words (message_words, rank) VALUES ('secure-delete', 1);
`;

/**
 * SQLite's full-text index of messages. The messages of a conversation lie together, in the order of their `seq`, so that
 * a search reads nothing of other conversations.
 */
export class MessageWords {
  readonly #sql;

  /** @param db where `createIn` was called */
  constructor(db: Database.Database) {
    const select = 'SELECT rowid FROM message_words WHERE message_words MATCH ? AND rowid BETWEEN ? AND ?';
    this.#sql = {
      add: db.prepare<[number, string]>('INSERT INTO message_words (rowid, terms) VALUES (?, ?)'),
      remove: db.prepare<[number, string]>(
        `INSERT INTO message_words (message_words, rowid, terms) VALUES ('delete', ?, ?)`,
      ),
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
    this.#sql.add.run(key, terms.join(' '));
  }

  /** @param terms those that were added: with others, the index would be wrong from then on */
  remove(key: number, terms: Terms): void {
    this.#sql.remove.run(key, terms.join(' '));
  }

  /** The places of messages that have all phrases, from one end of the span on. @param conversation its number */
  find(
    conversation: number,
    phrases: readonly Phrase[],
    { from, to }: Span,
    { end, limit }: { readonly end: 'first' | 'last'; readonly limit: number },
  ): number[] {
    const match = phrases.map((phrase) => `"${phrase.join(' ')}"`).join(' AND ');
    const keys = this.#sql[end].all(match, keyOf(conversation, from), keyOf(conversation, to), limit);
    return keys.map((key) => key % SEQS);
  }
}

/** The key of a message's row. @param conversation its number */
export function keyOf(conversation: number, seq: number): number {
  return conversation * SEQS + seq;
}
