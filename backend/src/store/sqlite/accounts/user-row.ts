import type { Credential, User } from '@parley/protocol';
import type { MachineDetails } from '../../../domain/machines/machine-store.ts';
import { publicMachine } from '../../../domain/machines/public-machine.ts';
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
  /** JSON; null for people. */
  readonly machine: string | null;
}

export interface AccountRow extends UserRow {
  /** JSON */
  readonly credential: string;
  readonly createdAt: number;
}

export const USER_COLUMNS =
  'uid, username, display_name AS displayName, about, colour, admin, removed, machine';
export const ACCOUNT_COLUMNS = `${USER_COLUMNS}, credential, created_at AS createdAt`;

export function userOf({
  uid,
  username,
  displayName,
  about,
  colour,
  admin,
  removed,
  machine,
}: UserRow): User {
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
  };
}

export function accountRow({ user, credential, createdAt, machine }: Account): AccountRow {
  const { uid, username, displayName, about, colour = null, admin, removed } = user;
  return {
    uid,
    username,
    displayName,
    about,
    colour,
    admin: Number(admin),
    removed: Number(removed),
    machine: machine === undefined ? null : JSON.stringify(machine),
    credential: JSON.stringify(credential),
    createdAt,
  };
}

export function machineOf(json: string): MachineDetails {
  return storedJson<MachineDetails>(json);
}
