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
import type { Account, UsedInvitation, UserStore } from '../../../domain/users/user-store.ts';
import { firstFound } from '../../../domain/users/first-found.ts';
import { InvitationUse } from './invitation-use.ts';
import { keysDocument } from './keys-document.ts';
import type { UserDocument } from '../documents.ts';
import type { Models } from '../models.ts';
import { isDuplicate, storing } from '../store-error.ts';
import { retryUpsert } from '../retry-upsert.ts';
import { escaped, withWords } from '../with-words.ts';
import { accountOf, userDocument, userOf } from './user-document.ts';

const PLACE = { removed: 1, searchText: 1 } as const;

export class MongoUserStore implements UserStore {
  readonly #users: Models['users'];
  readonly #blocks: Models['blocks'];
  readonly #keys: Models['keys'];
  readonly #invitations: InvitationUse;

  constructor(models: Models) {
    this.#users = models.users;
    this.#blocks = models.blocks;
    this.#keys = models.keys;
    this.#invitations = new InvitationUse(models);
  }

  create(account: Account, invitation?: UsedInvitation, keys?: NewKeys): Promise<User> {
    return storing(async () => {
      const { user } = account;
      const admin = invitation !== undefined && (await this.#invitations.take(invitation, user.uid));
      const created = { ...account, user: { ...user, admin: user.admin || admin } };
      await this.#insert(created, invitation, keys);
      return created.user;
    });
  }

  byUid(uids: readonly Uuid[]): Promise<readonly User[]> {
    return storing(async () => (await this.#users.find({ _id: { $in: [...uids] } }).lean()).map(userOf));
  }

  byUsername(username: string): Promise<Account | undefined> {
    return storing(async () => {
      const found = await this.#users.findOne({ usernameLower: username.toLowerCase() }).lean();
      return found === null ? undefined : accountOf(found);
    });
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
    return storing(async () => {
      const last = after === undefined ? null : await this.#users.findById(after, PLACE).lean();
      const found = await this.#users
        .find({ ...behind(last), ...(words.length > 0 && { searchText: { $regex: withWords(words) } }) })
        .sort({ removed: 1, searchText: 1, _id: 1 })
        .limit(limit)
        .lean();
      return found.map(userOf);
    });
  }

  setProfile(uid: Uuid, profile: Profile): Promise<User> {
    return storing(async () => {
      const { displayName, about, colour } = profile;
      const user = await this.#users.findById(uid, { username: 1 }).lean();
      if (user === null) throw new ParleyError('E_NOT_FOUND');
      const names = {
        displayName,
        about,
        searchText: searchText({ name: displayName, username: user.username }),
      };
      const update =
        colour === undefined ? { $set: names, $unset: { colour: 1 } } : { $set: { ...names, colour } };
      const updated = await this.#users.findByIdAndUpdate(uid, update, { returnDocument: 'after' }).lean();
      if (updated === null) throw new ParleyError('E_NOT_FOUND');
      return userOf(updated);
    });
  }

  setCredential(uid: Uuid, credential: Credential): Promise<void> {
    return storing(async () => {
      const { matchedCount } = await this.#users.updateOne({ _id: uid }, { $set: { credential } });
      if (matchedCount === 0) throw new ParleyError('E_NOT_FOUND');
    });
  }

  setRemoved(uid: Uuid, removed: boolean): Promise<void> {
    return storing(async () => {
      const { matchedCount } = await this.#users.updateOne({ _id: uid }, { $set: { removed } });
      if (matchedCount === 0) throw new ParleyError('E_NOT_FOUND');
    });
  }

  countAdmins(): Promise<number> {
    return storing(() => this.#users.countDocuments({ admin: true, removed: false }).exec());
  }

  page(after: string, limit: number): Promise<readonly User[]> {
    return storing(async () => {
      const found = await this.#users
        .find({ usernameLower: { $gt: after.toLowerCase() } })
        .sort({ usernameLower: 1 })
        .limit(limit)
        .lean();
      return found.map(userOf);
    });
  }

  count(): Promise<number> {
    return storing(() => this.#users.countDocuments({}).exec());
  }

  seen(uid: Uuid, time: number): Promise<void> {
    return storing(async () => {
      await this.#users.updateOne({ _id: uid }, { $max: { lastSeen: time } });
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
