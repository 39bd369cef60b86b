import type { Uuid } from '@parley/protocol';
import type { DepartedUser, OnlineUser, PresenceChange, Roster } from '../nodes/bus-message.ts';
import type { Blocks } from './blocks.ts';
import type { LocalUsers } from './local-users.ts';

/** What this node reports to others about its users. */
export class OwnReport {
  readonly #local: LocalUsers;
  readonly #blocks: Blocks;
  /** The users whom this node last reported as online. */
  readonly #told = new Set<Uuid>();
  /** Users who may have come or gone since, and when. */
  readonly #touched = new Map<Uuid, number>();
  #version = 0;

  constructor(local: LocalUsers, blocks: Blocks) {
    this.#local = local;
    this.#blocks = blocks;
  }

  /** A user may have come or gone. */
  touch(uid: Uuid, time: number): void {
    this.#touched.set(uid, time);
  }

  /** Changes since the last report. */
  change(): PresenceChange {
    const came: OnlineUser[] = [];
    const went: DepartedUser[] = [];
    for (const [uid, lastSeen] of this.#touched) {
      const isHere = this.#local.has(uid);
      if (isHere && !this.#blocks.know(uid)) continue;
      this.#touched.delete(uid);
      if (isHere === this.#told.has(uid)) continue;
      if (isHere) came.push(this.#user(uid));
      else went.push({ uid, lastSeen });
    }
    for (const { uid } of came) this.#told.add(uid);
    for (const { uid } of went) this.#told.delete(uid);
    if (came.length > 0 || went.length > 0) this.#version++;
    return { kind: 'presence', version: this.#version, came, went };
  }

  roster(): Roster {
    return {
      kind: 'roster',
      version: this.#version,
      users: [...this.#told].map((uid) => this.#user(uid)),
    };
  }

  #user(uid: Uuid): OnlineUser {
    return { uid, hiddenFrom: [...this.#blocks.blockedBy(uid)] };
  }
}
