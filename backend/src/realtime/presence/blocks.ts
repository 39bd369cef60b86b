import type { Uuid } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';

const NOBODY: ReadonlySet<Uuid> = new Set();

/** Who of those who are online has blocked whom. */
export class Blocks {
  readonly #users: Context['users'];
  readonly #blocked = new Map<Uuid, ReadonlySet<Uuid>>();

  constructor({ users }: Pick<Context, 'users'>) {
    this.#users = users;
  }

  async load(uid: Uuid): Promise<void> {
    this.learn(uid, await this.#users.blockedBy(uid));
  }

  /** Another node says whom somebody has blocked. */
  learn(uid: Uuid, blocked: readonly Uuid[]): void {
    this.#blocked.set(uid, blocked.length > 0 ? new Set(blocked) : NOBODY);
  }

  forget(uid: Uuid): void {
    this.#blocked.delete(uid);
  }

  /** Whether it is known whom somebody has blocked; before that, nobody is told about him. */
  know(uid: Uuid): boolean {
    return this.#blocked.has(uid);
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
