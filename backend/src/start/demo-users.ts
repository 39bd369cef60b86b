import { createHash } from 'node:crypto';
import { ParleyError, type Credential, type Uuid } from '@parley/protocol';
import type { Context } from '../domain/context.ts';
import { demoKeys } from './demo-keys.ts';

/**
 * Credentials of the password 1234, precomputed with the client's code (Argon2id with 64 MiB, 3 passes, and a fixed salt,
 * then HKDF and Ed25519). The password rules would not allow it.
 */
const DEMO_USERS = [
  {
    username: 'satya',
    displayName: 'Satya',
    admin: true,
    salt: 'bNWeMyxC9PVcc6IhGwzrSA==',
    publicKey: 'nDcmxo2lIAniCgIRY31EQ7q8KF9+kUT5/B6AwE1wUy4=',
  },
  {
    username: 'alice',
    displayName: 'Alice',
    admin: false,
    salt: 'isPt74bK+XQ6yoi2bMrhmQ==',
    publicKey: '5zLuurloDvOc6HXk/kQUmelcGlLXC1Qqc6rq7moSvIk=',
  },
  {
    username: 'bob',
    displayName: 'Bob',
    admin: false,
    salt: 'tAfAiv9j/YG+D1LaxudjmQ==',
    publicKey: 'YjRegsqR4tszaebXbIfgnJ78mqRyxv7H3xsUNG34iPM=',
  },
] as const;

/** Who joins them in the demo team, with the same password. */
const COLLEAGUES = [
  { username: 'kofi', displayName: 'Kofi Mensah' },
  { username: 'zoe', displayName: 'Zoë Ólafsdóttir' },
  { username: 'priya', displayName: 'Priya Raghunathan' },
  { username: 'khai', displayName: 'Nguyễn Thị Minh Khai' },
] as const;

export type DemoName = (typeof DEMO_USERS)[number]['username'] | (typeof COLLEAGUES)[number]['username'];
export const DEMO_FOUNDERS = ['satya', 'alice', 'bob'] as const satisfies readonly DemoName[];
export const DEMO_NAMES: readonly DemoName[] = [...DEMO_USERS, ...COLLEAGUES].map(({ username }) => username);
const PUBLISHED: readonly string[] = DEMO_USERS.map(({ publicKey }) => publicKey);

/** Fills an empty database with demo users. For development only. */
export async function addDemoUsers({ users, clock }: Pick<Context, 'users' | 'clock'>): Promise<void> {
  if ((await users.count()) > 0) return;
  for (const user of DEMO_USERS) await add({ users, clock }, user);
}

/** @throws Error if the database is not one of the demo users */
export async function addColleagues({ users, clock }: Pick<Context, 'users' | 'clock'>): Promise<void> {
  for (const { username } of DEMO_USERS)
    if ((await users.byUsername(username))?.user.uid !== demoId(username))
      throw new Error(
        `--seeded needs the demo users, and ${username} is not one here. Set DB_PATH to a new file.`,
      );
  const [{ salt, publicKey }] = DEMO_USERS;
  for (const user of COLLEAGUES) await add({ users, clock }, { ...user, admin: false, salt, publicKey });
}

interface DemoUser {
  readonly username: string;
  readonly displayName: string;
  readonly admin: boolean;
  readonly salt: string;
  readonly publicKey: string;
}

async function add(
  { users, clock }: Pick<Context, 'users' | 'clock'>,
  { username, displayName, admin, salt, publicKey }: DemoUser,
): Promise<void> {
  const user = { uid: demoId(username), username, displayName, about: '', admin, removed: false };
  const { [username]: keys } = await demoKeys();
  await users
    .create({ user, credential: credentialOf(salt, publicKey), createdAt: clock() }, undefined, keys)
    .catch(ignoreTaken);
}

/**
 * Refuses a development database in production, where anyone could log in as its administrator.
 * @throws Error if a demo user still has the published password
 */
export async function refuseDemoUsers({ users }: Pick<Context, 'users'>): Promise<void> {
  for (const username of DEMO_NAMES) {
    const account = await users.byUsername(username);
    if (account?.user.removed === false && PUBLISHED.includes(account.credential.publicKey))
      throw new Error(
        `This is a development database: ${username} has the password 1234, which everyone knows. ` +
          'Move it away, or set DB_PATH or MONGODB_URI to another one. To keep its data, start it in development ' +
          '(DB_PATH=FILE npm start) and change the passwords of all demo users there first.',
      );
  }
}

/**
 * Servers that start at the same time all find the database empty; only one of them creates the users. Where it has stored a user's keys
 * and not the user yet, the id is refused and not the name.
 */
function ignoreTaken(error: unknown): void {
  const isTaken = error instanceof ParleyError && ['E_USERNAME_TAKEN', 'E_BAD_REQUEST'].includes(error.code);
  if (!isTaken) throw error;
}

/** Always the same ids, so that browsers keep their local copy when a developer deletes the data. */
export function demoId(name: string): Uuid {
  const hex = createHash('sha256').update(`parley demo ${name}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

function credentialOf(salt: string, publicKey: string): Credential {
  return {
    kdf: { name: 'argon2id', salt, memoryKiB: 64 * 1024, iterations: 3, parallelism: 1 },
    publicKey,
  };
}
