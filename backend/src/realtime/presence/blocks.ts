import type { Uuid } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';

const NOBODY: ReadonlySet<Uuid> = new Set();

/** The blocks of the users who are online. */
export class Blocks {
  readonly #users: Context['users'];
  readonly #blocked = new Map<Uuid, ReadonlySet<Uuid>>();

  constructor({ users }: Pick<Context, 'users'>) {
    this.#users = users;
  }

  async load(uid: Uuid): Promise<void> {
    this.learn(uid, await this.#users.blockedBy(uid));
  }

  /** Another node reports whom a user has blocked. */
  learn(uid: Uuid, blocked: readonly Uuid[]): void {
    this.#blocked.set(uid, blocked.length > 0 ? new Set(blocked) : NOBODY);
  }

  forget(uid: Uuid): void {
    this.#blocked.delete(uid);
  }

  /** Whether a user's blocks are known; before that, nobody learns of their presence. */
  know(uid: Uuid): boolean {
    return this.#blocked.has(uid);
  }

  /** Whom a user has blocked. */
  blockedBy(uid: Uuid): ReadonlySet<Uuid> {
    return this.#blocked.get(uid) ?? NOBODY;
  }

  /** Who has blocked a user. */
  blockersOf(uid: Uuid): readonly Uuid[] {
    return [...this.#blocked].filter(([, blocked]) => blocked.has(uid)).map(([blocker]) => blocker);
  }
}
