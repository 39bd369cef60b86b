import { LIMITS, type Uuid } from '@parley/protocol';
import type { SessionEnd, SessionStore, StoredSession } from '../../../domain/sessions/session-store.ts';
import type { SessionDocument } from '../documents.ts';
import type { Models } from '../models.ts';
import { storing } from '../store-error.ts';

export class MongoSessionStore implements SessionStore {
  readonly #sessions: Models['sessions'];

  constructor({ sessions }: Models) {
    this.#sessions = sessions;
  }

  create({ sid, ...session }: StoredSession): Promise<readonly Uuid[]> {
    return storing(async () => {
      await this.#sessions.deleteMany({ expiresAt: { $lte: session.createdAt } });
      await this.#sessions.create({ _id: sid, ...session });
      return this.#trim(session.uid, sid);
    });
  }

  /** Logins at the same time each come here after they stored theirs: the last of them sees all. */
  async #trim(uid: Uuid, except: Uuid): Promise<readonly Uuid[]> {
    const surplus = await this.#sessions
      .find({ uid, _id: { $ne: except } }, { _id: 1 })
      .sort({ lastSeenAt: -1 })
      .skip(LIMITS.sessions - 1)
      .lean();
    return this.#delete(
      uid,
      surplus.map(({ _id }) => _id),
    );
  }

  find(sid: Uuid, now: number): Promise<StoredSession | undefined> {
    return storing(async () => {
      const found = await this.#sessions.findOne({ _id: sid, ...live(now) }).lean();
      return found === null ? undefined : sessionOf(found);
    });
  }

  async ofUser(uid: Uuid, now: number): Promise<readonly StoredSession[]> {
    return (await this.allOf(uid, now)).filter(({ suspended }) => suspended !== true);
  }

  allOf(uid: Uuid, now: number): Promise<readonly StoredSession[]> {
    return storing(async () => {
      const found = await this.#sessions
        .find({ uid, expiresAt: { $gt: now } })
        .sort({ createdAt: -1 })
        .lean();
      return found.map(sessionOf);
    });
  }

  renew(sid: Uuid, now: number, expiresAt: number): Promise<boolean> {
    return storing(async () => {
      const renewed = await this.#sessions.updateOne(
        { _id: sid, ...live(now) },
        { $set: { lastSeenAt: now, expiresAt } },
      );
      return renewed.matchedCount === 1;
    });
  }

  setSuspended(uid: Uuid, suspended: boolean): Promise<readonly Uuid[]> {
    return storing(async () => {
      const others = { uid, suspended: { $exists: !suspended } };
      const changing = (await this.#sessions.find(others, { _id: 1 }).lean()).map(({ _id }) => _id);
      const update = suspended ? { $set: { suspended: true } } : { $unset: { suspended: 1 } };
      await this.#sessions.updateMany({ _id: { $in: changing } }, update);
      return changing;
    });
  }

  end(uid: Uuid, sid: Uuid): Promise<boolean> {
    return storing(async () => (await this.#sessions.deleteOne({ _id: sid, uid })).deletedCount === 1);
  }

  endSome(uid: Uuid, which: SessionEnd): Promise<readonly Uuid[]> {
    if (which.kind === 'none') return Promise.resolve([]);
    return storing(async () => {
      const sessions = await this.#sessions.find({ uid }, { device: 1 }).lean();
      const isEnded = ({ _id, device }: Pick<SessionDocument, '_id' | 'device'>) =>
        which.kind === 'others' ? _id !== which.except : device.id === which.device;
      return this.#delete(
        uid,
        sessions.filter(isEnded).map(({ _id }) => _id),
      );
    });
  }

  endGrantedBy(uid: Uuid): Promise<readonly Uuid[]> {
    return storing(async () => {
      const made = await this.#sessions.find({ 'grant.by': uid }, { _id: 1 }).lean();
      const sids = made.map(({ _id }) => _id);
      if (sids.length > 0) await this.#sessions.deleteMany({ _id: { $in: sids } });
      return sids;
    });
  }

  async #delete(uid: Uuid, sids: readonly Uuid[]): Promise<readonly Uuid[]> {
    if (sids.length > 0) await this.#sessions.deleteMany({ _id: { $in: [...sids] }, uid });
    return sids;
  }

  ended(sids: readonly Uuid[], now: number): Promise<readonly Uuid[]> {
    return storing(async () => {
      const wanted = { _id: { $in: [...sids] }, ...live(now) };
      const found = new Set((await this.#sessions.find(wanted, { _id: 1 }).lean()).map(({ _id }) => _id));
      return sids.filter((sid) => !found.has(sid));
    });
  }
}

/** What a session has to be in order to be found. */
function live(now: number) {
  return { expiresAt: { $gt: now }, suspended: { $exists: false } };
}

export function sessionOf({ _id, ...session }: SessionDocument): StoredSession {
  return { sid: _id, ...session };
}
