import { TIMING, type Presence as UserPresence, type Uuid } from '@parley/protocol';
import type { Context } from '../domain/context.ts';
import type { OnlineUsers } from '../domain/users/online-users.ts';
import type { Blocks } from './blocks.ts';
import type { ChatNamespace } from './chat-server.ts';
import { roomOf } from './rooms.ts';

interface PresenceParts {
  readonly namespace: ChatNamespace;
  readonly blocks: Blocks;
  readonly context: Pick<Context, 'conversations' | 'users' | 'clock'>;
}

/** Who is online. A lost connection counts only after a grace; changes go out once a tick, to those who share a conversation. */
export class Presence implements OnlineUsers {
  readonly #parts: PresenceParts;
  /** Sockets a user. */
  readonly #sockets = new Map<Uuid, number>();
  /** Since when those are gone whose grace still runs. */
  readonly #leaving = new Map<Uuid, number>();
  readonly #changed = new Map<Uuid, UserPresence>();

  constructor(parts: PresenceParts) {
    this.#parts = parts;
  }

  get count(): number {
    return this.#sockets.size + this.#leaving.size;
  }

  isOnline(uid: Uuid): boolean {
    return this.#sockets.has(uid) || this.#leaving.has(uid);
  }

  /** A socket of a user came. */
  async arrived(uid: Uuid): Promise<void> {
    if (!this.isOnline(uid)) this.#changed.set(uid, { uid, online: true });
    this.#leaving.delete(uid);
    this.#sockets.set(uid, (this.#sockets.get(uid) ?? 0) + 1);
    await this.#parts.blocks.load(uid);
  }

  /** A socket of a user went. */
  async left(uid: Uuid): Promise<void> {
    const sockets = (this.#sockets.get(uid) ?? 1) - 1;
    if (sockets > 0) return void this.#sockets.set(uid, sockets);
    const now = this.#parts.context.clock();
    this.#sockets.delete(uid);
    this.#leaving.set(uid, now);
    await this.#parts.context.users.seen(uid, now);
  }

  /** Tells a user which of his companions are online. */
  async show(uid: Uuid): Promise<void> {
    const { namespace, blocks, context } = this.#parts;
    const companions = await context.conversations.companionsOf(uid);
    const users = companions
      .filter((other) => this.isOnline(other) && !blocks.blockedBy(other).has(uid))
      .map((other) => ({ uid: other, online: true }));
    if (users.length > 0) namespace.to(roomOf.user(uid)).emit('onlineStatus', { users });
  }

  /** People who may have new companions: they hear of each other. */
  async introduce(uids: readonly Uuid[]): Promise<void> {
    const online = uids.filter((uid) => this.isOnline(uid));
    for (const uid of online) this.#changed.set(uid, { uid, online: true });
    await Promise.all(online.map((uid) => this.show(uid)));
  }

  /** Somebody whom another blocks sees him go; takes he it back, come. */
  async blocksChanged(uid: Uuid, other: Uuid): Promise<void> {
    const { namespace, blocks, context } = this.#parts;
    await blocks.load(uid);
    if (!(await context.conversations.companionsOf(uid)).includes(other)) return;
    const online = this.isOnline(uid) && !blocks.blockedBy(uid).has(other);
    namespace.to(roomOf.user(other)).emit('onlineStatus', { users: [{ uid, online }] });
  }

  /** Ends what grace has run out, and tells what changed since the last tick. */
  async tick(): Promise<void> {
    this.#endGrace();
    const changes = [...this.#changed.values()];
    this.#changed.clear();
    const batches = new Map<Uuid, UserPresence[]>();
    for (const change of changes) {
      for (const uid of await this.#recipients(change.uid))
        batches.set(uid, [...(batches.get(uid) ?? []), change]);
    }
    for (const [uid, users] of batches)
      this.#parts.namespace.to(roomOf.user(uid)).emit('onlineStatus', { users });
    for (const { uid, online } of changes) if (!online) this.#parts.blocks.forget(uid);
  }

  #endGrace(): void {
    const now = this.#parts.context.clock();
    for (const [uid, since] of this.#leaving) {
      if (now - since < TIMING.presenceGrace) continue;
      this.#leaving.delete(uid);
      this.#changed.set(uid, { uid, online: false, lastSeen: since });
    }
  }

  async #recipients(uid: Uuid): Promise<readonly Uuid[]> {
    const { blocks, context } = this.#parts;
    const companions = await context.conversations.companionsOf(uid);
    return companions.filter((other) => this.#sockets.has(other) && !blocks.blockedBy(uid).has(other));
  }
}
