import { ParleyError, type User } from '@parley/protocol';
import { activate, deactivate } from '../domain/users/deactivate.ts';
import { operate, type OperatorContext } from './operate.ts';
import { readArguments, refuseArguments } from './read-arguments.ts';

// `npm run users list`: all accounts. `npm run users deactivate NAME` blocks an account, `activate NAME` unblocks it.
const USAGE = 'npm run users list, npm run users deactivate NAME, or npm run users activate NAME';
const PAGE = 500;

const words = readArguments(
  USAGE,
  { action: { type: 'string' }, user: { type: 'string' } },
  'action',
  'user',
);
const work = workOf(words.action ?? 'list', words.user);
await operate(work);

type Work = (context: OperatorContext) => Promise<string>;

function workOf(action: string, user: string | undefined): Work {
  if (action === 'list') return user === undefined ? list : refuseArguments(USAGE, '"list" takes no name.');
  if (action !== 'deactivate' && action !== 'activate')
    return refuseArguments(USAGE, `"${action}" is not something to do with an account.`);
  if (user === undefined) return refuseArguments(USAGE, `Say whom to ${action}.`);
  return async (context) => {
    try {
      return action === 'activate'
        ? `${(await activate(context, user)).username} can log in again, with the password from before.`
        : `${(await deactivate(context, user)).username} is logged out everywhere and cannot log in. Their messages stay.`;
    } catch (error) {
      throw explained(error, user);
    }
  };
}

function explained(error: unknown, user: string): unknown {
  if (!(error instanceof ParleyError)) return error;
  if (error.code === 'E_NOT_FOUND') return new Error(`There is no user ${user}.`);
  if (error.code === 'E_FORBIDDEN')
    return new Error(
      `${user} is a machine: npm run machine suspend ${user}, or npm run machine resume ${user}`,
    );
  if (error.code !== 'E_LAST_ADMIN') return error;
  return new Error(`${user} is the last administrator. Make another one first: npm run invite -- --admin`);
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
