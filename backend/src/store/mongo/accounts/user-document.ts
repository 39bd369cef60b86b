import { searchText, type User } from '@parley/protocol';
import type { ArchivedUser } from '../../../domain/archive/archive.ts';
import type { Account } from '../../../domain/users/user-store.ts';
import type { UserDocument } from '../documents.ts';

/** The parts of an account that others may see. */
type UserFields = Pick<
  UserDocument,
  '_id' | 'username' | 'displayName' | 'about' | 'colour' | 'admin' | 'removed'
>;

export function userOf({ _id, username, displayName, about, colour, admin, removed }: UserFields): User {
  const user = { uid: _id, username, displayName, about, admin, removed };
  return colour === undefined ? user : { ...user, colour };
}

export function accountOf(document: UserDocument): Account {
  const { credential, createdAt } = document;
  return { user: userOf(document), credential, createdAt };
}

export function userDocument({
  user,
  credential,
  createdAt,
  lastSeen,
}: Omit<ArchivedUser, 'blocked'>): UserDocument {
  const { uid, ...details } = user;
  return {
    _id: uid,
    ...details,
    usernameLower: user.username.toLowerCase(),
    searchText: searchText({ name: user.displayName, username: user.username }),
    credential,
    createdAt,
    ...(lastSeen !== undefined && { lastSeen }),
  };
}
