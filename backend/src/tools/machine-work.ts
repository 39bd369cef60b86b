import { ParleyError, type MachineToken, type Scopes, type User } from '@parley/protocol';
import type { Config } from '../config/config.ts';
import { createMachine } from '../domain/machines/create-machine.ts';
import { createToken } from '../domain/machines/create-token.ts';
import { listMachines } from '../domain/machines/list-machines.ts';
import { machineTokens } from '../domain/machines/machine-tokens.ts';
import { revokeToken } from '../domain/machines/revoke-token.ts';
import { ALL_SCOPES } from '../domain/machines/scopes.ts';
import { storedMachine } from '../domain/machines/stored-machine.ts';
import { resumeMachine, suspendMachine } from '../domain/machines/suspend-machine.ts';
import { daysIn, keyIn, labelIn, namesIn, scopesIn, type MachineOptions } from './machine-options.ts';
import type { OperatorContext } from './operate.ts';
import { operatorTokens } from './operator-tokens.ts';

const DAY = 24 * 60 * 60 * 1_000;

/** Makes a machine, and its first token. */
export async function create(
  context: OperatorContext,
  config: Config,
  { name, options }: { readonly name: string; readonly options: MachineOptions },
): Promise<string> {
  const { username, displayName, purpose } = namesIn(name, options);
  const owner = options.owner === undefined ? undefined : (await userCalled(context, options.owner)).uid;
  const scopes = scopesIn(options) ?? ALL_SCOPES;
  const [accountKey, simpleKey] = [keyIn(options, 'account-key'), keyIn(options, 'simple-key')];
  const details = { owner, purpose, scopes, accountKey, simpleKey };
  daysIn(options);
  const { user } = await createMachine(context, { username, displayName, details });
  return `${user.username} is a machine now. ${await firstToken(context, config, { user, options, scopes })}`;
}

/** Makes one more token. */
export async function token(
  context: OperatorContext,
  config: Config,
  { name, options }: { readonly name: string; readonly options: MachineOptions },
): Promise<string> {
  const user = await machineCalled(context, name);
  const { details } = await storedMachine(context, user.uid);
  return firstToken(context, config, { user, options, scopes: scopesIn(options) ?? details.scopes });
}

interface WantedToken {
  readonly user: User;
  readonly options: MachineOptions;
  readonly scopes: Scopes;
}

async function firstToken(
  context: OperatorContext,
  config: Config,
  { user, options, scopes }: WantedToken,
): Promise<string> {
  const expiresAt = context.clock() + daysIn(options) * DAY;
  const wanted = { name: labelIn(options), scopes, expiresAt };
  const made = await createToken({ ...context, tokens: operatorTokens(config) }, user.uid, wanted);
  return `Its token, until ${day(expiresAt)}, is shown this once:\n${made.secret}`;
}

/** All machines with their tokens. */
export async function list(context: OperatorContext): Promise<string> {
  const lines: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await listMachines(context, after);
    for (const { user, purpose } of page.machines) {
      lines.push([user.username.padEnd(30), user.removed ? 'suspended' : '', purpose].join('  ').trimEnd());
      for (const one of await machineTokens(context, user.uid)) lines.push(tokenLine(one));
    }
    if (page.next === undefined) break;
    after = page.next;
  }
  return lines.length === 0 ? 'There are no machines yet.' : lines.join('\n');
}

function tokenLine({ id, name, expiresAt, lastUsedAt }: MachineToken): string {
  const used = lastUsedAt === undefined ? 'never used' : `last used ${day(lastUsedAt)}`;
  return `  ${id}  until ${day(expiresAt)}  ${used}  ${name}`;
}

/** Ends a token. */
export async function revoke(
  context: OperatorContext,
  { name, token: id }: { readonly name: string; readonly token: string },
): Promise<string> {
  await revokeToken(context, (await machineCalled(context, name)).uid, { token: id });
  return `${name} cannot use this token any more.`;
}

export async function suspend(context: OperatorContext, name: string): Promise<string> {
  await suspendMachine(context, (await machineCalled(context, name)).uid);
  return `${name} is cut off, and its tokens are refused, until: npm run machine resume ${name}`;
}

export async function resume(context: OperatorContext, name: string): Promise<string> {
  await resumeMachine(context, (await machineCalled(context, name)).uid);
  return `${name} can go on with its tokens.`;
}

async function userCalled({ users }: OperatorContext, name: string): Promise<User> {
  const account = await users.byUsername(name);
  if (account === undefined) throw new Error(`There is no user ${name}.`);
  return account.user;
}

async function machineCalled(context: OperatorContext, name: string): Promise<User> {
  const user = await userCalled(context, name).catch(() => undefined);
  if (user?.kind !== 'machine') throw new Error(`There is no machine ${name}.`);
  return user;
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** What a refusal means here. */
export function explained(error: unknown): unknown {
  if (!(error instanceof ParleyError)) return error;
  switch (error.code) {
    case 'E_USERNAME_TAKEN':
      return new Error('This username is taken.');
    case 'E_ACCOUNT_DEACTIVATED':
      return new Error('This machine is suspended. Resume it first.');
    case 'E_SCOPE':
      return new Error('A token cannot do more than its machine.');
    case 'E_TOO_MANY_TOKENS':
      return new Error('This machine has too many tokens. Revoke one first.');
    case 'E_NOT_FOUND':
      return new Error('There is no such person or token.');
    default:
      return error;
  }
}
