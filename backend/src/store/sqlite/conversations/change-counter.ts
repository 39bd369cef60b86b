import type Database from 'better-sqlite3';

interface Changes {
  readonly epoch: string;
  readonly number: number;
}

/**
 * Numbers every change that users can see, so that they can ask what changed since. An entry's number is its key, so that
 * a commit of nothing but entries need not store the last number anywhere else.
 */
export class ChangeCounter {
  readonly #load: Database.Statement<[], Changes>;
  readonly #save: Database.Statement<[number]>;
  #saved = 0;
  #changes: Changes | undefined;

  constructor(db: Database.Database) {
    this.#load = db.prepare<[], Changes>(
      'SELECT epoch, max(number, coalesce((SELECT max(number) FROM entries), 0)) AS number FROM changes',
    );
    this.#save = db.prepare<[number]>('UPDATE changes SET number = ?');
  }

  next(): number {
    const { epoch, number } = this.#current();
    this.#changes = { epoch, number: number + 1 };
    return number + 1;
  }

  get last(): number {
    return this.#current().number;
  }

  /** @param number of an entry that was inserted: no number up to it will be given again */
  stored(number: number): void {
    this.#saved = number;
  }

  /** @param number of the last change that the token's holder knows */
  token(number: number): string {
    return `${this.#current().epoch}-${number}`;
  }

  /** The number in a token; undefined for an invalid one. */
  parse(token: string | undefined): number | undefined {
    const [epoch, number] = token?.split('-') ?? [];
    return epoch === this.#current().epoch && /^\d{1,15}$/.test(number ?? '') ? Number(number) : undefined;
  }

  flush(): void {
    if (this.last === this.#saved) return;
    this.#save.run(this.last);
    this.#saved = this.last;
  }

  /** The numbers of a failed commit are used again: no token may be ahead of what is stored. */
  forget(): void {
    this.#saved = 0;
    this.#changes = undefined;
  }

  #current(): Changes {
    this.#changes ??= this.#load.get() ?? { epoch: '', number: 0 };
    return this.#changes;
  }
}
