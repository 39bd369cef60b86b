import type { Credential, User } from '@parley/protocol';
import type { MachineDetails } from '../../../domain/machines/machine-store.ts';
import { publicMachine } from '../../../domain/machines/public-machine.ts';
import { deletedUser } from '../../../domain/users/deleted-user.ts';
import type { Account, AccountEntry } from '../../../domain/users/user-store.ts';
import { storedJson } from '../stored-json.ts';

export interface UserRow {
  readonly uid: string;
  readonly username: string;
  readonly displayName: string;
  readonly about: string;
  readonly colour: number | null;
  readonly admin: number;
  readonly removed: number;
  /** JSON; null for people. */
  readonly machine: string | null;
  readonly deletedAt: number | null;
}

export interface AccountRow extends UserRow {
  /** JSON */
  readonly credential: string;
  readonly createdAt: number;
  readonly invitedBy: string | null;
  readonly deleting: number;
}

export interface EntryRow extends Omit<AccountRow, 'credential'> {
  readonly lastSeen: number | null;
}

export const USER_COLUMNS =
  'uid, username, display_name AS displayName, about, colour, admin, removed, machine, deleted_at AS deletedAt';
export const ACCOUNT_COLUMNS = `${USER_COLUMNS}, credential, created_at AS createdAt, invited_by AS invitedBy, deleting`;
export const ENTRY_COLUMNS = `${USER_COLUMNS}, created_at AS createdAt, invited_by AS invitedBy, deleting, last_seen AS lastSeen`;

export function userOf({
  uid,
  username,
  displayName,
  about,
  colour,
  admin,
  removed,
  machine,
  deletedAt,
}: UserRow): User {
  if (deletedAt !== null) return deletedUser(uid);
  return {
    uid,
    username,
    displayName,
    about,
    ...(colour !== null && { colour }),
    admin: admin === 1,
    removed: removed === 1,
    ...(machine !== null && publicMachine(machineOf(machine))),
  };
}

export function accountOf(row: AccountRow): Account {
  return {
    user: userOf(row),
    credential: storedJson<Credential>(row.credential),
    createdAt: row.createdAt,
    ...(row.machine !== null && { machine: machineOf(row.machine) }),
    ...(row.invitedBy !== null && { invitedBy: row.invitedBy }),
    ...(row.deletedAt !== null && {
      deletion: { at: row.deletedAt, username: row.username, isPending: row.deleting === 1 },
    }),
  };
}

export function entryOf(row: EntryRow): AccountEntry {
  return {
    user: userOf(row),
    createdAt: row.createdAt,
    ...(row.invitedBy !== null && { invitedBy: row.invitedBy }),
    ...(row.lastSeen !== null && { lastSeen: row.lastSeen }),
    ...(row.deletedAt !== null && { deletion: { at: row.deletedAt, isPending: row.deleting === 1 } }),
  };
}

export function accountRow(account: Account): AccountRow {
  const { user, credential, createdAt, machine, invitedBy = null, deletion } = account;
  const { uid, displayName, about, colour = null, admin, removed } = user;
  return {
    uid,
    username: deletion?.username ?? user.username,
    displayName,
    about,
    colour,
    admin: Number(admin),
    removed: Number(removed),
    machine: machine === undefined ? null : JSON.stringify(machine),
    credential: JSON.stringify(credential),
    createdAt,
    invitedBy,
    deletedAt: deletion?.at ?? null,
    deleting: Number(deletion?.isPending ?? false),
  };
}

export function machineOf(json: string): MachineDetails {
  return storedJson<MachineDetails>(json);
}
