import {
  ParleyError,
  search,
  searchText,
  type Searchable,
  type Credential,
  type Profile,
  type User,
  type Uuid,
} from '@parley/protocol';
import type { NewKeys } from '../../domain/keys/key-store.ts';
import type {
  Account,
  AccountEntry,
  Standing,
  UsedInvitation,
  UserStore,
} from '../../domain/users/user-store.ts';
import { canAdminister } from '../../domain/users/can-administer.ts';
import { changedStanding } from '../../domain/users/changed-standing.ts';
import { deletedUser } from '../../domain/users/deleted-user.ts';
import type { MachineDetails, StoredMachine } from '../../domain/machines/machine-store.ts';
import { publicMachine } from '../../domain/machines/public-machine.ts';
import { inNameOrder, isCalled } from '../../domain/users/name-order.ts';
import type { MemoryInvitationStore } from './memory-invitation-store.ts';
import type { MemoryKeys } from './memory-keys.ts';

export class MemoryUserStore implements UserStore {
  readonly #accounts = new Map<Uuid, Account>();
  readonly #lastSeen = new Map<Uuid, number>();
  readonly #blocks = new Map<Uuid, Set<Uuid>>();
  readonly #invitations: MemoryInvitationStore;
  readonly #keys: MemoryKeys;

  constructor(invitations: MemoryInvitationStore, keys: MemoryKeys) {
    this.#invitations = invitations;
    this.#keys = keys;
  }

  async create(account: Account, invitation?: UsedInvitation, keys?: NewKeys): Promise<User> {
    // Checked before the name: only the holder of a valid invitation may learn whether a name is taken.
    const open = invitation && this.#invitations.open(invitation.secretHash, invitation.now);
    if (this.#find(account.user.username) !== undefined) throw new ParleyError('E_USERNAME_TAKEN');
    if (this.#accounts.has(account.user.uid)) throw new ParleyError('E_BAD_REQUEST');
    if (open !== undefined) this.#invitations.use(open, account.user.uid, invitation?.now);
    const user = { ...account.user, admin: account.user.admin || open?.admin === true };
    const invitedBy = open?.createdBy ?? account.invitedBy;
    this.#accounts.set(user.uid, { ...account, user, ...(invitedBy !== undefined && { invitedBy }) });
    if (keys !== undefined) this.#keys.begin(user.uid, keys);
    return user;
  }

  async byUid(uids: readonly Uuid[]): Promise<readonly User[]> {
    return uids.flatMap((uid) => this.#accounts.get(uid)?.user ?? []);
  }

  async byUsername(username: string): Promise<Account | undefined> {
    const account = this.#find(username);
    return account?.deletion === undefined ? account : undefined;
  }

  async isTaken(username: string): Promise<boolean> {
    return this.#find(username) !== undefined;
  }

  async search(text: string, limit: number): Promise<readonly User[]> {
    const users = [...this.#accounts.values()].map(({ user }) => user).filter(({ removed }) => !removed);
    const byName = users
      .map((user) => ({ user, key: searchText(called(user)) }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ user }) => user);
    return search(byName, text, called).slice(0, limit);
  }

  async byName(words: readonly string[], after: Uuid | undefined, limit: number): Promise<readonly User[]> {
    const last = after === undefined ? undefined : this.#accounts.get(after)?.user;
    const found = [...this.#accounts.values()]
      .map(({ user }) => user)
      .filter((user) => isCalled(user, words));
    return inNameOrder(found, last).slice(0, limit);
  }

  async entriesByName(
    words: readonly string[],
    after: Uuid | undefined,
    limit: number,
  ): Promise<readonly AccountEntry[]> {
    const found = await this.byName(words, after, limit);
    return found.flatMap(({ uid }) => this.#entry(uid) ?? []);
  }

  async entryOf(uid: Uuid): Promise<AccountEntry | undefined> {
    return this.#entry(uid);
  }

  async setProfile(uid: Uuid, profile: Profile): Promise<User> {
    const account = this.#present(uid);
    const { colour: _, ...rest } = account.user;
    const user = { ...rest, ...profile };
    this.#accounts.set(uid, { ...account, user });
    return user;
  }

  async setCredential(uid: Uuid, credential: Credential): Promise<void> {
    this.#accounts.set(uid, { ...this.#present(uid), credential });
  }

  async setStanding(uid: Uuid, change: Partial<Standing>): Promise<User> {
    const account = this.#present(uid);
    const user = { ...account.user, ...changedStanding(account.user, change) };
    this.#keepAnAdmin(account.user, user);
    this.#accounts.set(uid, { ...account, user });
    return account.user;
  }

  async beginDeletion(uid: Uuid, at: number, credential: Credential): Promise<void> {
    const { deletion, createdAt, invitedBy, user } = this.#account(uid);
    if (deletion !== undefined) return;
    const after = deletedUser(uid);
    this.#keepAnAdmin(user, after);
    this.#lastSeen.delete(uid);
    this.#accounts.set(uid, {
      ...{ user: after, credential, createdAt },
      ...(invitedBy !== undefined && { invitedBy }),
      deletion: { at, username: user.username, isPending: true },
    });
  }

  async endDeletion(uid: Uuid): Promise<void> {
    const account = this.#account(uid);
    if (account.deletion === undefined) return;
    this.#accounts.set(uid, { ...account, deletion: { ...account.deletion, isPending: false } });
  }

  async unfinishedDeletions(limit: number, after = ''): Promise<readonly Uuid[]> {
    return [...this.#accounts.values()]
      .flatMap(({ user, deletion }) => (deletion?.isPending === true ? [user.uid] : []))
      .filter((uid) => uid > after)
      .sort()
      .slice(0, limit);
  }

  async page(after: string, limit: number): Promise<readonly User[]> {
    return [...this.#accounts.values()]
      .filter(({ deletion }) => deletion === undefined)
      .map(({ user }) => ({ user, key: user.username.toLowerCase() }))
      .filter(({ key }) => key > after.toLowerCase())
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .slice(0, limit)
      .map(({ user }) => user);
  }

  async count(): Promise<number> {
    return this.#accounts.size;
  }

  async hasAdmin(): Promise<boolean> {
    return [...this.#accounts.values()].some(({ user }) => canAdminister(user));
  }

  async seen(uid: Uuid, time: number): Promise<void> {
    if (this.#accounts.get(uid)?.deletion !== undefined) return;
    this.#lastSeen.set(uid, Math.max(time, this.#lastSeen.get(uid) ?? 0));
  }

  async lastSeen(uids: readonly Uuid[]): Promise<ReadonlyMap<Uuid, number>> {
    return new Map([...this.#lastSeen].filter(([uid]) => uids.includes(uid)));
  }

  async block(uid: Uuid, blocked: Uuid): Promise<void> {
    this.#blocks.set(uid, new Set([...(this.#blocks.get(uid) ?? []), blocked]));
  }

  async unblock(uid: Uuid, blocked: Uuid): Promise<void> {
    this.#blocks.get(uid)?.delete(blocked);
  }

  async blockedBy(uid: Uuid): Promise<readonly Uuid[]> {
    return [...(this.#blocks.get(uid) ?? [])];
  }

  /** In the order of their uids. */
  machines(): readonly StoredMachine[] {
    return [...this.#accounts.values()]
      .flatMap(({ user, machine, createdAt }) =>
        machine === undefined ? [] : [{ user, details: machine, createdAt }],
      )
      .sort((a, b) => (a.user.uid < b.user.uid ? -1 : 1));
  }

  changeMachine(uid: Uuid, machine: MachineDetails): void {
    const account = this.#account(uid);
    if (account.machine === undefined) throw new ParleyError('E_NOT_FOUND');
    const { accountKey: _, simpleKey: __, ...user } = account.user;
    this.#accounts.set(uid, { ...account, machine, user: { ...user, ...publicMachine(machine) } });
  }

  #find(username: string): Account | undefined {
    const wanted = username.toLowerCase();
    return [...this.#accounts.values()].find(
      ({ user, deletion }) => (deletion?.username ?? user.username).toLowerCase() === wanted,
    );
  }

  #entry(uid: Uuid): AccountEntry | undefined {
    const account = this.#accounts.get(uid);
    if (account === undefined) return undefined;
    const { user, createdAt, invitedBy, deletion } = account;
    const lastSeen = this.#lastSeen.get(uid);
    return {
      ...{ user, createdAt },
      ...(invitedBy !== undefined && { invitedBy }),
      ...(lastSeen !== undefined && { lastSeen }),
      ...(deletion && { deletion: { at: deletion.at, isPending: deletion.isPending } }),
    };
  }

  /** Nothing else runs between this check and the change. */
  #keepAnAdmin(before: Standing, after: Standing): void {
    if (!canAdminister(before) || canAdminister(after)) return;
    const admins = [...this.#accounts.values()].filter(({ user }) => canAdminister(user));
    if (admins.length === 1) throw new ParleyError('E_LAST_ADMIN');
  }

  #present(uid: Uuid): Account {
    const account = this.#account(uid);
    if (account.deletion !== undefined) throw new ParleyError('E_NOT_FOUND');
    return account;
  }

  #account(uid: Uuid): Account {
    const account = this.#accounts.get(uid);
    if (account === undefined) throw new ParleyError('E_NOT_FOUND');
    return account;
  }
}

function called({ displayName, username }: User): Searchable {
  return { name: displayName, username };
}
