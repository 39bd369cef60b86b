import type { Uuid } from '@parley/protocol';
import type { Context } from '../domain/context.ts';

const NOBODY: ReadonlySet<Uuid> = new Set();

/** Who of those with a socket here has blocked whom. */
export class Blocks {
  readonly #users: Context['users'];
  readonly #blocked = new Map<Uuid, ReadonlySet<Uuid>>();

  constructor({ users }: Pick<Context, 'users'>) {
    this.#users = users;
  }

  async load(uid: Uuid): Promise<void> {
    const blocked = await this.#users.blockedBy(uid);
    if (blocked.length > 0) this.#blocked.set(uid, new Set(blocked));
    else this.#blocked.delete(uid);
  }

  forget(uid: Uuid): void {
    this.#blocked.delete(uid);
  }

  /** Whom somebody has blocked. */
  blockedBy(uid: Uuid): ReadonlySet<Uuid> {
    return this.#blocked.get(uid) ?? NOBODY;
  }

  /** Who has blocked somebody. */
  blockersOf(uid: Uuid): readonly Uuid[] {
    return [...this.#blocked].filter(([, blocked]) => blocked.has(uid)).map(([blocker]) => blocker);
  }
}
