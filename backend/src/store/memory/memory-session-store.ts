import { LIMITS, type Uuid } from '@parley/protocol';
import type { SessionEnd, SessionStore, StoredSession } from '../../domain/sessions/session-store.ts';

export class MemorySessionStore implements SessionStore {
  readonly #sessions = new Map<Uuid, StoredSession>();

  async create(session: StoredSession): Promise<readonly Uuid[]> {
    const { sid, uid, createdAt } = session;
    const expired = [...this.#sessions.values()].filter(({ expiresAt }) => expiresAt <= createdAt);
    this.#remove(expired);
    const others = this.#of(uid).sort((a, b) => b.lastSeenAt - a.lastSeenAt);
    this.#sessions.set(sid, session);
    return this.#remove(others.slice(LIMITS.sessions - 1));
  }

  async find(sid: Uuid, now: number): Promise<StoredSession | undefined> {
    return this.#live(sid, now);
  }

  async ofUser(uid: Uuid, now: number): Promise<readonly StoredSession[]> {
    return (await this.allOf(uid, now)).filter(({ suspended }) => suspended !== true);
  }

  async allOf(uid: Uuid, now: number): Promise<readonly StoredSession[]> {
    return this.#of(uid)
      .filter(({ expiresAt }) => expiresAt > now)
      .sort((a, b) => b.createdAt - a.createdAt);
  }

  async setSuspended(uid: Uuid, suspended: boolean): Promise<readonly Uuid[]> {
    const changed = this.#of(uid).filter((session) => (session.suspended === true) !== suspended);
    for (const { suspended: _, ...session } of changed)
      this.#sessions.set(session.sid, suspended ? { ...session, suspended } : session);
    return changed.map(({ sid }) => sid);
  }

  async renew(sid: Uuid, now: number, expiresAt: number): Promise<boolean> {
    const session = this.#live(sid, now);
    if (session !== undefined) this.#sessions.set(sid, { ...session, lastSeenAt: now, expiresAt });
    return session !== undefined;
  }

  async end(uid: Uuid, sid: Uuid): Promise<boolean> {
    return this.#sessions.get(sid)?.uid === uid && this.#sessions.delete(sid);
  }

  async endSome(uid: Uuid, which: SessionEnd): Promise<readonly Uuid[]> {
    return this.endNow(uid, which);
  }

  /** In one step with a change of keys. */
  endNow(uid: Uuid, which: SessionEnd): readonly Uuid[] {
    return this.#remove(this.#of(uid).filter((session) => isEnded(session, which)));
  }

  async endGrantedBy(uid: Uuid): Promise<readonly Uuid[]> {
    return this.#remove([...this.#sessions.values()].filter(({ grant }) => grant?.by === uid));
  }

  async ended(sids: readonly Uuid[], now: number): Promise<readonly Uuid[]> {
    return sids.filter((sid) => this.#live(sid, now) === undefined);
  }

  #of(uid: Uuid): StoredSession[] {
    return [...this.#sessions.values()].filter((session) => session.uid === uid);
  }

  #remove(sessions: readonly StoredSession[]): readonly Uuid[] {
    for (const { sid } of sessions) this.#sessions.delete(sid);
    return sessions.map(({ sid }) => sid);
  }

  #live(sid: Uuid, now: number): StoredSession | undefined {
    const session = this.#sessions.get(sid);
    return session !== undefined && session.expiresAt > now && session.suspended !== true
      ? session
      : undefined;
  }
}

function isEnded({ sid, device }: StoredSession, which: SessionEnd): boolean {
  switch (which.kind) {
    case 'none':
      return false;
    case 'others':
      return sid !== which.except;
    case 'ofDevice':
      return device.id === which.device;
  }
}
