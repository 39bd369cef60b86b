import type { Uuid } from '@parley/protocol';
import { LRUCache } from 'lru-cache';
import type { Context } from '../../domain/context.ts';

/** Some 200 bytes each. */
const REMEMBERED = 20_000;

/** The usernames of those who appear in frames. They never change. */
export class Names {
  readonly #users: Context['users'];
  readonly #names = new LRUCache<Uuid, string>({ max: REMEMBERED });

  constructor({ users }: Pick<Context, 'users'>) {
    this.#users = users;
  }

  /** Whether the name is at hand. */
  knows(uid: Uuid): boolean {
    return this.#names.has(uid);
  }

  /** The username of somebody; the uid of the system, and of whom nobody has loaded. */
  of(uid: Uuid): string {
    return this.#names.get(uid) ?? uid;
  }

  async load(uids: readonly Uuid[]): Promise<void> {
    const missing = [...new Set(uids)].filter((uid) => !this.#names.has(uid));
    if (missing.length === 0) return;
    const users = await this.#users.byUid(missing);
    const found = new Map(users.map(({ uid, username }) => [uid, username]));
    for (const uid of missing) this.#names.set(uid, found.get(uid) ?? uid);
  }
}
