import type { Presence as UserPresence, Uuid } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import type { OnlineUsers } from '../../domain/users/online-users.ts';
import type { DepartedUser, OnlineUser, PresenceChange, Roster } from '../nodes/bus-message.ts';
import type { Bus } from '../nodes/bus.ts';
import type { Connections } from '../connections.ts';
import { roomOf } from '../rooms.ts';
import type { Blocks } from './blocks.ts';
import { LocalUsers } from './local-users.ts';
import { OtherNodes } from './other-nodes.ts';
import { OwnReport } from './own-report.ts';

interface PresenceParts {
  readonly connections: Connections;
  readonly bus: Bus;
  readonly blocks: Blocks;
  readonly context: Pick<Context, 'conversations' | 'users' | 'clock'>;
  /** Reports what could not be done now; a later tick makes up for it. */
  readonly failed: (error: unknown) => void;
}

/**
 * Who is online, on this node or another. A lost connection counts only after a grace period. Changes are sent once a
 * tick, to users here who share a conversation.
 */
export class Presence implements OnlineUsers {
  readonly #parts: PresenceParts;
  readonly #local = new LocalUsers();
  readonly #others = new OtherNodes();
  readonly #report: OwnReport;
  readonly #online = new Set<Uuid>();
  readonly #changed = new Map<Uuid, UserPresence>();
  #rosterWanted = false;

  constructor(parts: PresenceParts) {
    this.#parts = parts;
    this.#report = new OwnReport(this.#local, parts.blocks);
    parts.bus.onConnected(() => void this.#reconnected().catch(parts.failed));
  }

  get count(): number {
    return this.#online.size;
  }

  isOnline(uid: Uuid): boolean {
    return this.#online.has(uid);
  }

  get online(): ReadonlySet<Uuid> {
    return this.#online;
  }

  /** As long as a user's blocks are not known, they show themselves to nobody. */
  shows(uid: Uuid, to: Uuid): boolean {
    const { blocks } = this.#parts;
    return this.isOnline(uid) && blocks.know(uid) && !blocks.blockedBy(uid).has(to);
  }

  /** A connection of a user was opened. */
  async arrived(uid: Uuid): Promise<void> {
    this.#local.arrived(uid);
    this.#report.touch(uid, this.#parts.context.clock());
    this.#update(uid);
    await this.#parts.blocks.load(uid);
  }

  /** A connection of a user was closed. */
  async left(uid: Uuid): Promise<void> {
    const now = this.#parts.context.clock();
    if (this.#local.left(uid, now)) await this.#parts.context.users.seen(uid, now);
  }

  /** Tells a user which of their companions are online. */
  async show(uid: Uuid): Promise<void> {
    const { connections, context } = this.#parts;
    const companions = await context.conversations.companionsOf(uid);
    const users = companions
      .filter((other) => this.shows(other, uid))
      .map((other) => ({ uid: other, online: true }));
    if (users.length > 0) connections.tell(roomOf.user(uid), 'onlineStatus', { users });
  }

  /** Users who may have new companions: they learn of each other's presence. */
  async introduce(uids: readonly Uuid[]): Promise<void> {
    const online = uids.filter((uid) => this.isOnline(uid));
    for (const uid of online) this.#changed.set(uid, { uid, online: true });
    const here = online.filter((uid) => this.#local.isConnected(uid));
    await Promise.all(here.map((uid) => this.show(uid)));
  }

  /** When A blocks B, B sees A go offline; when A unblocks, B sees A come back. */
  async blocksChanged(uid: Uuid, other: Uuid): Promise<void> {
    const { connections, blocks, context } = this.#parts;
    const blocked = await context.users.blockedBy(uid);
    if (this.isOnline(uid)) blocks.learn(uid, blocked);
    if (!this.#local.isConnected(other)) return;
    if (!(await context.conversations.companionsOf(uid)).includes(other)) return;
    const online = this.isOnline(uid) && !blocked.includes(other);
    connections.tell(roomOf.user(other), 'onlineStatus', { users: [{ uid, online }] });
  }

  /** Another node reports who came and went there, or just that it is alive. */
  othersChanged(from: Uuid, change: PresenceChange): void {
    if (this.#others.change(from, change, this.#parts.context.clock())) {
      this.#came(change.came);
      this.#went(change.went);
    } else this.#parts.bus.send({ kind: 'rosterWanted' });
  }

  /** Another node reports all who are there. */
  otherRoster(from: Uuid, roster: Roster): void {
    const now = this.#parts.context.clock();
    const gone = this.#others.roster(from, roster, now);
    this.#came(roster.users);
    this.#went(gone.map((uid) => ({ uid, lastSeen: now })));
  }

  /** Another node asks who is here. */
  rosterWanted(): void {
    this.#rosterWanted = true;
  }

  /** Ends grace periods that are over, and sends changes since the last tick. */
  async tick(): Promise<void> {
    const now = this.#parts.context.clock();
    const over = this.#local.endGrace(now);
    for (const { uid, lastSeen } of over) this.#report.touch(uid, lastSeen);
    this.#went(over);
    const silent = this.#others.endSilent(now);
    this.#went(silent);
    this.#speak();
    await this.#tell();
    await this.#noteSeen(silent);
  }

  #came(users: readonly OnlineUser[]): void {
    for (const { uid, hiddenFrom } of users) {
      if (!this.#local.has(uid)) this.#parts.blocks.learn(uid, hiddenFrom);
      this.#update(uid);
    }
  }

  #went(users: readonly DepartedUser[]): void {
    for (const { uid, lastSeen } of users) this.#update(uid, lastSeen);
  }

  #update(uid: Uuid, lastSeen?: number): void {
    const online = this.#local.has(uid) || this.#others.has(uid);
    if (online === this.#online.has(uid)) return;
    if (online) this.#online.add(uid);
    else this.#online.delete(uid);
    this.#changed.set(uid, { uid, online, ...(!online && lastSeen !== undefined && { lastSeen }) });
  }

  #speak(): void {
    const { bus } = this.#parts;
    bus.send(this.#report.change());
    if (this.#rosterWanted) bus.send(this.#report.roster());
    this.#rosterWanted = false;
  }

  async #tell(): Promise<void> {
    const { connections, blocks } = this.#parts;
    // A user whose blocks are still being loaded waits for a later tick.
    const changes = [...this.#changed.values()].filter(({ uid, online }) => !online || blocks.know(uid));
    const batches = new Map<Uuid, UserPresence[]>();
    for (const change of changes) {
      for (const uid of await this.#recipients(change.uid))
        batches.set(uid, [...(batches.get(uid) ?? []), change]);
    }
    for (const [uid, users] of batches) connections.tell(roomOf.user(uid), 'onlineStatus', { users });
    for (const change of changes) {
      if (this.#changed.get(change.uid) === change) this.#changed.delete(change.uid);
      if (!this.isOnline(change.uid)) blocks.forget(change.uid);
    }
  }

  async #recipients(uid: Uuid): Promise<readonly Uuid[]> {
    const { blocks, context } = this.#parts;
    if (!blocks.know(uid)) return [];
    const companions = await context.conversations.companionsOf(uid);
    return companions.filter((other) => this.#local.isConnected(other) && !blocks.blockedBy(uid).has(other));
  }

  /** A node that was killed could not store when its users were last seen. */
  async #noteSeen(users: readonly DepartedUser[]): Promise<void> {
    for (const { uid, lastSeen } of users)
      if (!this.isOnline(uid)) await this.#parts.context.users.seen(uid, lastSeen);
  }

  /** Messages were lost in both directions: sends this node's roster, and reloads the blocks of users here. */
  async #reconnected(): Promise<void> {
    for (const uid of this.#local.connected()) await this.#parts.blocks.load(uid);
    this.#rosterWanted = true;
  }
}
