import type { Uuid } from '@parley/protocol';
import type { DepartedUser, PresenceChange, Roster } from '../nodes/bus-message.ts';

/** A node that was silent for this long, in ms, is gone. */
const SILENCE = 20_000;

interface OtherNode {
  version: number;
  /** ms */
  heard: number;
  users: Set<Uuid>;
}

/** Users who are online on other nodes, as these report. */
export class OtherNodes {
  readonly #nodes = new Map<Uuid, OtherNode>();

  has(uid: Uuid): boolean {
    return [...this.#nodes.values()].some(({ users }) => users.has(uid));
  }

  /** @returns false if an earlier change was missed, so that the node's roster is needed */
  change(from: Uuid, { version, came, went }: PresenceChange, now: number): boolean {
    const node = this.#nodes.get(from);
    if (node !== undefined) node.heard = now;
    const changed = came.length > 0 || went.length > 0;
    if (node === undefined || version !== node.version + (changed ? 1 : 0)) return false;
    node.version = version;
    for (const { uid } of came) node.users.add(uid);
    for (const { uid } of went) node.users.delete(uid);
    return true;
  }

  /** @returns users who were on that node before and are no longer */
  roster(from: Uuid, { version, users }: Roster, now: number): readonly Uuid[] {
    const before = this.#nodes.get(from)?.users ?? [];
    const after = new Set(users.map(({ uid }) => uid));
    this.#nodes.set(from, { version, heard: now, users: after });
    return [...before].filter((uid) => !after.has(uid));
  }

  /** Forgets silent nodes. @returns the users who were on them, and when each node was last heard */
  endSilent(now: number): readonly DepartedUser[] {
    const silent = [...this.#nodes].filter(([, { heard }]) => now - heard >= SILENCE);
    for (const [node] of silent) this.#nodes.delete(node);
    return silent.flatMap(([, { users, heard }]) => [...users].map((uid) => ({ uid, lastSeen: heard })));
  }
}
