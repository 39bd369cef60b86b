import type { Credential, User } from '@parley/protocol';
import type { Account } from '../../../domain/users/user-store.ts';
import { storedJson } from '../stored-json.ts';

export interface UserRow {
  readonly uid: string;
  readonly username: string;
  readonly displayName: string;
  readonly about: string;
  readonly colour: number | null;
  readonly admin: number;
  readonly removed: number;
}

export interface AccountRow extends UserRow {
  /** JSON */
  readonly credential: string;
  readonly createdAt: number;
}

export const USER_COLUMNS = 'uid, username, display_name AS displayName, about, colour, admin, removed';
export const ACCOUNT_COLUMNS = `${USER_COLUMNS}, credential, created_at AS createdAt`;

export function userOf({ uid, username, displayName, about, colour, admin, removed }: UserRow): User {
  return {
    uid,
    username,
    displayName,
    about,
    ...(colour !== null && { colour }),
    admin: admin === 1,
    removed: removed === 1,
  };
}

export function accountOf(row: AccountRow): Account {
  return { user: userOf(row), credential: storedJson<Credential>(row.credential), createdAt: row.createdAt };
}

export function accountRow({ user, credential, createdAt }: Account): AccountRow {
  return {
    ...user,
    colour: user.colour ?? null,
    admin: Number(user.admin),
    removed: Number(user.removed),
    credential: JSON.stringify(credential),
    createdAt,
  };
}
