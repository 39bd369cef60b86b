import { searchText, type User } from '@parley/protocol';
import type { ArchivedUser } from '../../../domain/archive/archive.ts';
import { publicMachine } from '../../../domain/machines/public-machine.ts';
import { deletedUser } from '../../../domain/users/deleted-user.ts';
import type { Account, AccountEntry } from '../../../domain/users/user-store.ts';
import type { UserDocument } from '../documents.ts';

export const NOT_DELETED = { deletion: { $exists: false } };

/** The parts of an account that others may see. */
type UserFields = Pick<
  UserDocument,
  '_id' | 'username' | 'displayName' | 'about' | 'colour' | 'admin' | 'removed' | 'machine' | 'deletion'
>;

export function userOf(document: UserFields): User {
  const { _id, username, displayName, about, colour, admin, removed, machine, deletion } = document;
  if (deletion !== undefined) return deletedUser(_id);
  return {
    uid: _id,
    username,
    displayName,
    about,
    admin,
    removed,
    ...(colour !== undefined && { colour }),
    ...(machine && publicMachine(machine)),
  };
}

export function accountOf(document: UserDocument): Account {
  const { credential, createdAt, machine, invitedBy, deletion, username } = document;
  return {
    ...{ user: userOf(document), credential, createdAt },
    ...(machine && { machine }),
    ...(invitedBy !== undefined && { invitedBy }),
    ...(deletion && { deletion: { ...deletion, username } }),
  };
}

export function entryOf(document: UserDocument): AccountEntry {
  const { createdAt, invitedBy, lastSeen, deletion } = document;
  return {
    ...{ user: userOf(document), createdAt },
    ...(invitedBy !== undefined && { invitedBy }),
    ...(lastSeen !== undefined && { lastSeen }),
    ...(deletion && { deletion }),
  };
}

export function userDocument({
  user,
  credential,
  createdAt,
  machine,
  lastSeen,
  invitedBy,
  deletion,
}: Omit<ArchivedUser, 'blocked'>): UserDocument {
  const { uid, displayName, about, colour, admin, removed } = user;
  const username = deletion?.username ?? user.username;
  return {
    _id: uid,
    username,
    displayName,
    about,
    ...(colour !== undefined && { colour }),
    admin,
    removed,
    usernameLower: username.toLowerCase(),
    searchText: searchText({ name: displayName, username: user.username }),
    credential,
    createdAt,
    ...(machine && { machine }),
    ...(lastSeen !== undefined && { lastSeen }),
    ...(invitedBy !== undefined && { invitedBy }),
    ...(deletion && { deletion: { at: deletion.at, isPending: deletion.isPending } }),
  };
}
