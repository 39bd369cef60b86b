import { ParleyError, type User, type Uuid } from '@parley/protocol';
import type { Config } from '../config/config.ts';
import { beginRemoval } from '../domain/users/removal/begin-removal.ts';
import { activate, deactivate } from '../domain/users/deactivate.ts';
import { logOutEverywhere } from '../domain/users/log-out-everywhere.ts';
import { makeAdmin, unmakeAdmin } from '../domain/users/set-admin.ts';
import { operate, type OperatorContext } from './operate.ts';
import { readArguments, refuseArguments } from './read-arguments.ts';
import { resetLink } from './reset-link.ts';

// `npm run users list`: all accounts. `npm run users ACTION NAME` does something to one of them.
const USAGE = `npm run users list
npm run users deactivate NAME (or activate, promote, demote, logout, reset)
npm run users remove NAME -- --yes`;
const PAGE = 500;

type Work = (context: OperatorContext, config: Config) => Promise<string>;

/** What is done to an account, and what is said of it then. */
const ACTIONS: Readonly<
  Record<string, (context: OperatorContext, uid: Uuid, name: string) => Promise<string>>
> = {
  async activate(context, uid, name) {
    await activate(context, uid);
    return `${name} can log in again, with the password from before.`;
  },
  async deactivate(context, uid, name) {
    await deactivate(context, uid);
    return `${name} is logged out everywhere and cannot log in. Their messages stay.`;
  },
  async promote(context, uid, name) {
    await makeAdmin(context, uid);
    return `${name} is an administrator.`;
  },
  async demote(context, uid, name) {
    await unmakeAdmin(context, uid);
    return `${name} is no administrator any more.`;
  },
  async logout(context, uid, name) {
    await logOutEverywhere(context, uid);
    return `${name} is logged out everywhere.`;
  },
  async remove(context, uid, name) {
    await beginRemoval(context, uid);
    return `${name} is removed. Their messages stay under "Deleted account". A server that runs erases the rest within seconds, otherwise the next one that starts.`;
  },
};

const words = readArguments(
  USAGE,
  { action: { type: 'string' }, user: { type: 'string' }, yes: { type: 'boolean' } },
  'action',
  'user',
);
await operate(workOf(words.action ?? 'list', words.user));

function workOf(name: string, user: string | undefined): Work {
  if (name === 'list') return user === undefined ? list : refuseArguments(USAGE, '"list" takes no name.');
  const action = ACTIONS[name];
  if (action === undefined && name !== 'reset')
    return refuseArguments(USAGE, `"${name}" is not something to do with an account.`);
  if (user === undefined) return refuseArguments(USAGE, `Say whom to ${name}.`);
  if (name === 'remove' && words.yes !== true)
    return refuseArguments(USAGE, `Nothing brings ${user} back. Say --yes to remove them for good.`);
  if (action === undefined) return (context, config) => resetLink(context, config, user);
  return async (context) => {
    try {
      const account = await context.users.byUsername(user);
      if (account === undefined) throw new ParleyError('E_NOT_FOUND');
      return await action(context, account.user.uid, account.user.username);
    } catch (error) {
      throw explained(error, user);
    }
  };
}

function explained(error: unknown, user: string): unknown {
  if (!(error instanceof ParleyError)) return error;
  switch (error.code) {
    case 'E_NOT_FOUND':
      return new Error(`There is no user ${user}.`);
    case 'E_FORBIDDEN':
      return new Error(
        `${user} is a machine: npm run machine suspend ${user}, or npm run machine resume ${user}`,
      );
    case 'E_ACCOUNT_DEACTIVATED':
      return new Error(`${user} is deactivated. First: npm run users activate ${user}`);
    case 'E_LAST_ADMIN':
      return new Error(
        `${user} is the last administrator. Make another one first: npm run users promote NAME`,
      );
    default:
      return error;
  }
}

async function list({ users }: OperatorContext): Promise<string> {
  const lines: string[] = [];
  for (let after = ''; ;) {
    const page = await users.page(after, PAGE);
    const lastSeen = await users.lastSeen(page.map(({ uid }) => uid));
    lines.push(...page.map((user) => lineOf(user, lastSeen.get(user.uid))));
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.username;
  }
  return lines.length === 0 ? 'There are no accounts yet.' : lines.join('\n');
}

function lineOf(
  { username, displayName, admin, removed, kind: accountKind }: User,
  lastSeen: number | undefined,
): string {
  const kind = removed ? 'deactivated' : admin ? 'administrator' : (accountKind ?? '');
  const seen =
    lastSeen === undefined ? 'never seen' : `last seen ${new Date(lastSeen).toISOString().slice(0, 16)}Z`;
  return [username.padEnd(30), kind.padEnd(13), seen.padEnd(27), displayName].join('  ').trimEnd();
}
