import type { Uuid } from '@parley/protocol';
import type { DepartedUser, PresenceChange, Roster } from '../bus-message.ts';

/** A node that was not heard for this long, in ms, is gone. */
const SILENCE = 20_000;

interface OtherNode {
  version: number;
  /** ms */
  heard: number;
  users: Set<Uuid>;
}

/** Who is online on other nodes, as they say. */
export class OtherNodes {
  readonly #nodes = new Map<Uuid, OtherNode>();

  has(uid: Uuid): boolean {
    return [...this.#nodes.values()].some(({ users }) => users.has(uid));
  }

  /** @returns false where something was missed before, and the node has to be asked for its roster */
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

  /** @returns who was said to be on that node before and is not */
  roster(from: Uuid, { version, users }: Roster, now: number): readonly Uuid[] {
    const before = this.#nodes.get(from)?.users ?? [];
    const after = new Set(users.map(({ uid }) => uid));
    this.#nodes.set(from, { version, heard: now, users: after });
    return [...before].filter((uid) => !after.has(uid));
  }

  /** Forgets nodes that fell silent. @returns who was on them, and when they were heard last */
  endSilent(now: number): readonly DepartedUser[] {
    const silent = [...this.#nodes].filter(([, { heard }]) => now - heard >= SILENCE);
    for (const [node] of silent) this.#nodes.delete(node);
    return silent.flatMap(([, { users, heard }]) => [...users].map((uid) => ({ uid, lastSeen: heard })));
  }
}
