import type { Uuid } from '@parley/protocol';
import type { SessionStore, StoredSession } from '../../domain/sessions/session-store.ts';

export class MemorySessionStore implements SessionStore {
  readonly #sessions = new Map<Uuid, StoredSession>();

  async create(session: StoredSession): Promise<void> {
    this.#sessions.set(session.sid, session);
  }

  async find(sid: Uuid, now: number): Promise<StoredSession | undefined> {
    return this.#live(sid, now);
  }

  async ofUser(uid: Uuid, now: number): Promise<readonly StoredSession[]> {
    return [...this.#sessions.values()]
      .filter((session) => session.uid === uid && session.expiresAt > now)
      .sort((a, b) => b.createdAt - a.createdAt);
  }

  async renew(sid: Uuid, now: number, expiresAt: number): Promise<boolean> {
    const session = this.#live(sid, now);
    if (session !== undefined) this.#sessions.set(sid, { ...session, lastSeenAt: now, expiresAt });
    return session !== undefined;
  }

  async end(uid: Uuid, sid: Uuid): Promise<boolean> {
    return this.#sessions.get(sid)?.uid === uid && this.#sessions.delete(sid);
  }

  async endOthers(uid: Uuid, except: Uuid | undefined): Promise<readonly Uuid[]> {
    const others = [...this.#sessions.values()]
      .filter((session) => session.uid === uid && session.sid !== except)
      .map(({ sid }) => sid);
    for (const sid of others) this.#sessions.delete(sid);
    return others;
  }

  async ended(sids: readonly Uuid[], now: number): Promise<readonly Uuid[]> {
    return sids.filter((sid) => this.#live(sid, now) === undefined);
  }

  #live(sid: Uuid, now: number): StoredSession | undefined {
    const session = this.#sessions.get(sid);
    return session !== undefined && session.expiresAt > now ? session : undefined;
  }
}
