import {
  ParleyError,
  searchText,
  searchQuery,
  type Credential,
  type Profile,
  type User,
  type Uuid,
} from '@parley/protocol';
import type { NewKeys } from '../../../domain/keys/key-store.ts';
import type {
  Account,
  AccountEntry,
  Standing,
  UsedInvitation,
  UserStore,
} from '../../../domain/users/user-store.ts';
import { changedStanding } from '../../../domain/users/changed-standing.ts';
import { deletedUser } from '../../../domain/users/deleted-user.ts';
import { firstFound } from '../../../domain/users/first-found.ts';
import { InvitationUse } from './invitation-use.ts';
import { keysDocument } from './keys-document.ts';
import type { UserDocument } from '../documents.ts';
import type { Models } from '../models.ts';
import { isDuplicate, storing } from '../store-error.ts';
import { retryUpsert } from '../retry-upsert.ts';
import { escaped, withWords } from '../with-words.ts';
import { MongoStandings } from './mongo-standings.ts';
import { accountOf, entryOf, NOT_DELETED, userDocument, userOf } from './user-document.ts';

const PLACE = { removed: 1, searchText: 1 } as const;

export class MongoUserStore implements UserStore {
  readonly #users: Models['users'];
  readonly #blocks: Models['blocks'];
  readonly #keys: Models['keys'];
  readonly #invitations: InvitationUse;
  readonly #standings: MongoStandings;

  constructor(models: Models) {
    this.#users = models.users;
    this.#blocks = models.blocks;
    this.#keys = models.keys;
    this.#invitations = new InvitationUse(models);
    this.#standings = new MongoStandings(models);
  }

  create(account: Account, invitation?: UsedInvitation, keys?: NewKeys): Promise<User> {
    return storing(async () => {
      const { user } = account;
      const used = invitation && (await this.#invitations.take(invitation, user.uid));
      const created = {
        ...account,
        user: { ...user, admin: user.admin || used?.admin === true },
        invitedBy: used?.createdBy ?? account.invitedBy,
      };
      await this.#insert(created, invitation, keys);
      return created.user;
    });
  }

  byUid(uids: readonly Uuid[]): Promise<readonly User[]> {
    return storing(async () => (await this.#users.find({ _id: { $in: [...uids] } }).lean()).map(userOf));
  }

  byUsername(username: string): Promise<Account | undefined> {
    return storing(async () => {
      const named = { usernameLower: username.toLowerCase(), ...NOT_DELETED };
      const found = await this.#users.findOne(named).lean();
      return found === null ? undefined : accountOf(found);
    });
  }

  isTaken(username: string): Promise<boolean> {
    return storing(
      async () => (await this.#users.exists({ usernameLower: username.toLowerCase() })) !== null,
    );
  }

  search(text: string, limit: number): Promise<readonly User[]> {
    return storing(async () => {
      const { words, username } = searchQuery(text);
      const usernames = username === '' ? [] : [username, { $regex: `^${escaped(username)}` }];
      const ranks = [
        ...usernames.map((usernameLower) => ({ usernameLower })),
        { searchText: { $regex: withWords(words) } },
      ];
      const found = await Promise.all(
        ranks.map((rank) =>
          this.#users
            .find({ removed: false, ...rank })
            .sort({ searchText: 1 })
            .limit(limit)
            .lean(),
        ),
      );
      return firstFound(
        found.map((users) => users.map(userOf)),
        limit,
      );
    });
  }

  byName(words: readonly string[], after: Uuid | undefined, limit: number): Promise<readonly User[]> {
    return storing(async () => (await this.#byName(words, after, limit)).map(userOf));
  }

  entriesByName(
    words: readonly string[],
    after: Uuid | undefined,
    limit: number,
  ): Promise<readonly AccountEntry[]> {
    return storing(async () => (await this.#byName(words, after, limit)).map(entryOf));
  }

  entryOf(uid: Uuid): Promise<AccountEntry | undefined> {
    return storing(async () => {
      const found = await this.#users.findById(uid).lean();
      return found === null ? undefined : entryOf(found);
    });
  }

  setProfile(uid: Uuid, profile: Profile): Promise<User> {
    return storing(async () => {
      const { displayName, about, colour } = profile;
      const user = await this.#users.findOne({ _id: uid, ...NOT_DELETED }, { username: 1 }).lean();
      if (user === null) throw new ParleyError('E_NOT_FOUND');
      const names = {
        displayName,
        about,
        searchText: searchText({ name: displayName, username: user.username }),
      };
      const update =
        colour === undefined ? { $set: names, $unset: { colour: 1 } } : { $set: { ...names, colour } };
      const updated = await this.#users
        .findOneAndUpdate({ _id: uid, ...NOT_DELETED }, update, { returnDocument: 'after' })
        .lean();
      if (updated === null) throw new ParleyError('E_NOT_FOUND');
      return userOf(updated);
    });
  }

  setCredential(uid: Uuid, credential: Credential): Promise<void> {
    return storing(async () => {
      const present = { _id: uid, ...NOT_DELETED };
      const { matchedCount } = await this.#users.updateOne(present, { $set: { credential } });
      if (matchedCount === 0) throw new ParleyError('E_NOT_FOUND');
    });
  }

  setStanding(uid: Uuid, change: Partial<Standing>): Promise<User> {
    return storing(async () => {
      const before = await this.#standings.change(uid, (document) => {
        if (document.deletion !== undefined) throw new ParleyError('E_NOT_FOUND');
        return { after: changedStanding(document, change), update: { $set: change } };
      });
      return userOf(before);
    });
  }

  beginDeletion(uid: Uuid, at: number, credential: Credential): Promise<void> {
    const { username, ...user } = deletedUser(uid);
    const { displayName, about, admin, removed } = user;
    const set = {
      ...{ displayName, about, admin, removed, credential },
      searchText: searchText({ name: displayName, username }),
      deletion: { at, isPending: true },
    };
    return storing(async () => {
      await this.#standings.change(uid, ({ deletion }) =>
        deletion === undefined
          ? { after: user, update: { $set: set, $unset: { colour: 1, lastSeen: 1, machine: 1 } } }
          : undefined,
      );
    });
  }

  endDeletion(uid: Uuid): Promise<void> {
    return storing(async () => {
      const pending = { _id: uid, 'deletion.isPending': true };
      await this.#users.updateOne(pending, { $set: { 'deletion.isPending': false } });
    });
  }

  unfinishedDeletions(limit: number, after: Uuid = ''): Promise<readonly Uuid[]> {
    return storing(async () => {
      const found = await this.#users
        .find({ 'deletion.isPending': true, _id: { $gt: after } }, { _id: 1 })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return found.map(({ _id }) => _id);
    });
  }

  page(after: string, limit: number): Promise<readonly User[]> {
    return storing(async () => {
      const found = await this.#users
        .find({ usernameLower: { $gt: after.toLowerCase() }, ...NOT_DELETED })
        .sort({ usernameLower: 1 })
        .limit(limit)
        .lean();
      return found.map(userOf);
    });
  }

  count(): Promise<number> {
    return storing(() => this.#users.countDocuments({}).exec());
  }

  hasAdmin(): Promise<boolean> {
    return storing(async () => (await this.#users.exists({ admin: true, removed: false })) !== null);
  }

  seen(uid: Uuid, time: number): Promise<void> {
    return storing(async () => {
      await this.#users.updateOne({ _id: uid, ...NOT_DELETED }, { $max: { lastSeen: time } });
    });
  }

  lastSeen(uids: readonly Uuid[]): Promise<ReadonlyMap<Uuid, number>> {
    return storing(async () => {
      const found = await this.#users.find({ _id: { $in: [...uids] } }, { lastSeen: 1 }).lean();
      return new Map(
        found.flatMap(({ _id, lastSeen }) => (lastSeen === undefined ? [] : [[_id, lastSeen] as const])),
      );
    });
  }

  block(uid: Uuid, blocked: Uuid): Promise<void> {
    return storing(async () => {
      await retryUpsert(() =>
        this.#blocks.updateOne({ uid, blocked }, { $setOnInsert: { uid, blocked } }, { upsert: true }).exec(),
      );
    });
  }

  unblock(uid: Uuid, blocked: Uuid): Promise<void> {
    return storing(async () => {
      await this.#blocks.deleteOne({ uid, blocked });
    });
  }

  blockedBy(uid: Uuid): Promise<readonly Uuid[]> {
    return storing(async () => (await this.#blocks.find({ uid }).lean()).map(({ blocked }) => blocked));
  }

  async #byName(
    words: readonly string[],
    after: Uuid | undefined,
    limit: number,
  ): Promise<readonly UserDocument[]> {
    const last = after === undefined ? null : await this.#users.findById(after, PLACE).lean();
    return this.#users
      .find({ ...behind(last), ...(words.length > 0 && { searchText: { $regex: withWords(words) } }) })
      .sort({ removed: 1, searchText: 1, _id: 1 })
      .limit(limit)
      .lean();
  }

  /**
   * The keys come first: an account without its keys would be worse than keys without an account, which a server leaves that stops
   * in between, and which nobody can ask for.
   */
  async #insert(
    account: Account,
    invitation: UsedInvitation | undefined,
    keys: NewKeys | undefined,
  ): Promise<void> {
    const { uid } = account.user;
    try {
      if (keys !== undefined) await this.#keys.create(keysDocument({ uid, ...keys, former: [] }));
    } catch (error) {
      throw isDuplicate(error) ? await this.#refusal(account, invitation) : error;
    }
    try {
      await this.#users.create(userDocument(account));
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      if (keys !== undefined) await this.#keys.deleteOne({ _id: uid });
      throw await this.#refusal(account, invitation);
    }
  }

  async #refusal({ user }: Account, invitation: UsedInvitation | undefined): Promise<ParleyError> {
    if (invitation !== undefined) await this.#invitations.giveBack(invitation, user.uid);
    const isTaken = await this.#users.exists({ usernameLower: user.username.toLowerCase() });
    return new ParleyError(isTaken === null ? 'E_BAD_REQUEST' : 'E_USERNAME_TAKEN');
  }
}

/** All that come behind a user, by name, those who are deactivated last. */
function behind(last: Pick<UserDocument, '_id' | 'removed' | 'searchText'> | null) {
  if (last === null) return {};
  const { _id, removed, searchText } = last;
  const rest = removed ? [] : [{ removed: true }];
  return {
    $or: [{ removed, searchText: { $gt: searchText } }, { removed, searchText, _id: { $gt: _id } }, ...rest],
  };
}
