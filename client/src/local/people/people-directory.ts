import type { Person, Presence, PresenceBatch, Profile, User, Uuid } from '@parley/protocol';
import { atom } from 'nanostores';
import type { People } from '../../ports/chat-client.ts';
import type { Cancel, Clock } from '../../ports/clock.ts';
import type { LazyServer } from '../lazy-server.ts';
import type { ChatStorage } from '../../ports/storage/chat-storage.ts';

/** Names needed at about the same time are fetched together. */
const GATHER_MS = 50;
/** Users per request. */
const BATCH = 200;

interface PeopleDeps {
  readonly server: LazyServer;
  readonly storage: ChatStorage;
  readonly clock: Clock;
  background(task: Promise<unknown>): void;
}

/** Every user that this client knows of, from the local copy and the server. */
export class PeopleDirectory implements People {
  readonly users;
  readonly presence = atom<ReadonlyMap<Uuid, Presence>>(new Map());
  readonly blocked = atom<ReadonlySet<Uuid>>(new Set());
  readonly #deps: PeopleDeps;
  /** Users requested since the start, so that each stored name is refreshed once. */
  readonly #asked = new Set<Uuid>();
  readonly #wanted = new Set<Uuid>();
  #cancel: Cancel | undefined;

  constructor(deps: PeopleDeps, me: User) {
    this.#deps = deps;
    this.users = atom<ReadonlyMap<Uuid, User>>(new Map([[me.uid, me]]));
  }

  loaded(users: readonly User[], blocked: readonly Uuid[]): void {
    this.#know(users);
    this.blocked.set(new Set(blocked));
  }

  /** The connection is there: fetches the names needed meanwhile. */
  connected(): void {
    this.#deps.background(this.#refreshBlocked());
    this.#gather();
  }

  /** The connection is gone. The next one reports who is online, but not who went offline meanwhile. */
  disconnected(): void {
    const away = [...this.presence.get().values()].map((presence) => ({ ...presence, online: false }));
    this.came({ users: away });
  }

  isBlocked(uid: Uuid): boolean {
    return this.blocked.get().has(uid);
  }

  /** Fetches the names of these users where missing. */
  need(uids: Iterable<Uuid>): void {
    for (const uid of uids) if (!this.#asked.has(uid)) this.#wanted.add(uid);
    this.#gather();
  }

  came({ users }: PresenceBatch): void {
    this.presence.set(new Map([...this.presence.get(), ...users.map((user) => [user.uid, user] as const)]));
  }

  async search(query: string): Promise<readonly Person[]> {
    const { people } = await this.#deps.server.api.call('people', { body: query === '' ? {} : { q: query } });
    await this.#meet(people);
    return people;
  }

  async block(uid: Uuid): Promise<void> {
    await this.#deps.server.api.call('block', { params: { uid } });
    await this.#setBlocked([...this.blocked.get(), uid]);
  }

  async unblock(uid: Uuid): Promise<void> {
    await this.#deps.server.api.call('unblock', { params: { uid } });
    await this.#setBlocked([...this.blocked.get()].filter((other) => other !== uid));
  }

  async changeProfile(profile: Profile): Promise<User> {
    const user = await this.#deps.server.api.call('profile', { body: profile });
    await this.keep([user]);
    return user;
  }

  #gather(): void {
    if (this.#cancel !== undefined || this.#wanted.size === 0 || !this.#deps.server.isReady()) return;
    this.#cancel = this.#deps.clock.setTimeout(() => {
      this.#cancel = undefined;
      this.#deps.background(this.#ask());
    }, GATHER_MS);
  }

  async #ask(): Promise<void> {
    const uids = [...this.#wanted].slice(0, BATCH);
    // An earlier answer may have brought them already.
    if (uids.length === 0) return;
    const { people } = await this.#deps.server.api.call('peopleByUid', { body: { uids: uids.join(',') } });
    for (const uid of uids) {
      this.#wanted.delete(uid);
      this.#asked.add(uid);
    }
    await this.#meet(people);
    this.#gather();
  }

  async #meet(people: readonly Person[]): Promise<void> {
    this.came({ users: people.flatMap(({ presence }) => (presence === undefined ? [] : [presence])) });
    await this.keep(people.map(({ user }) => user));
  }

  /** Remembers users, also over a restart. */
  async keep(users: readonly User[]): Promise<void> {
    this.#know(users);
    await this.#deps.storage.saveUsers(users);
  }

  #know(users: readonly User[]): void {
    this.users.set(new Map([...this.users.get(), ...users.map((user) => [user.uid, user] as const)]));
  }

  async #refreshBlocked(): Promise<void> {
    const { uids } = await this.#deps.server.api.call('blocks');
    await this.#setBlocked(uids);
  }

  async #setBlocked(uids: readonly Uuid[]): Promise<void> {
    this.blocked.set(new Set(uids));
    await this.#deps.storage.saveBlocked([...this.blocked.get()]);
  }
}
