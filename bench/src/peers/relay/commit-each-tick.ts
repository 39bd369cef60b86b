import Database from 'better-sqlite3';

interface Waiting {
  readonly message: { readonly id: string };
  readonly stored: () => void;
}

/** The least that a store costs: one row a message, and one durable commit for all that arrived in a turn of the event loop. */
export class CommitEachTick {
  readonly #write: (waiting: readonly Waiting[]) => void;
  #waiting: Waiting[] = [];

  /** @param file of a new database */
  constructor(file: string) {
    const db = new Database(file);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec(
      'CREATE TABLE messages (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, message TEXT NOT NULL)',
    );
    const insert = db.prepare('INSERT INTO messages (id, message) VALUES (?, ?)');
    this.#write = db.transaction((waiting: readonly Waiting[]) => {
      for (const { message } of waiting) insert.run(message.id, JSON.stringify(message));
    });
  }

  /** @param stored called once the message is on the disk */
  store(message: Waiting['message'], stored: Waiting['stored']): void {
    this.#waiting.push({ message, stored });
    if (this.#waiting.length === 1) setImmediate(() => this.#commit());
  }

  #commit(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#write(waiting);
    for (const { stored } of waiting) stored();
  }
}
