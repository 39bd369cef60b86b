import { searchText, type User } from '@parley/protocol';
import type { ArchivedUser } from '../../../domain/archive/archive.ts';
import { publicMachine } from '../../../domain/machines/public-machine.ts';
import type { Account } from '../../../domain/users/user-store.ts';
import type { UserDocument } from '../documents.ts';

/** The parts of an account that others may see. */
type UserFields = Pick<
  UserDocument,
  '_id' | 'username' | 'displayName' | 'about' | 'colour' | 'admin' | 'removed' | 'machine'
>;

export function userOf(document: UserFields): User {
  const { _id, username, displayName, about, colour, admin, removed, machine } = document;
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
  const { credential, createdAt, machine } = document;
  return { user: userOf(document), credential, createdAt, ...(machine && { machine }) };
}

export function userDocument({
  user,
  credential,
  createdAt,
  machine,
  lastSeen,
}: Omit<ArchivedUser, 'blocked'>): UserDocument {
  const { uid, username, displayName, about, colour, admin, removed } = user;
  return {
    _id: uid,
    username,
    displayName,
    about,
    ...(colour !== undefined && { colour }),
    admin,
    removed,
    usernameLower: username.toLowerCase(),
    searchText: searchText({ name: displayName, username }),
    credential,
    createdAt,
    ...(machine && { machine }),
    ...(lastSeen !== undefined && { lastSeen }),
  };
}
