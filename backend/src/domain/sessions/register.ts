import { isReservedUsername, ParleyError, type RegisterRequest, type User } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { isClosed } from '../invitations/is-closed.ts';
import { checkFirstKeys } from '../keys/first-keys.ts';
import { inviterOf } from '../machines/inviter-of.ts';
import type { MachineDetails } from '../machines/machine-store.ts';
import { publicMachine } from '../machines/public-machine.ts';
import { ALL_SCOPES } from '../machines/scopes.ts';
import { checkCredential } from '../passwords/credential-change.ts';
import { secretHash } from '../passwords/secret-hash.ts';
import { enterGeneral, type GeneralContext } from '../rooms/general.ts';
import { isMachine } from '../users/is-machine.ts';
import { startSession, type StartedSession } from './start-session.ts';

type RegisterContext = GeneralContext & Pick<Context, 'invitations' | 'sessions' | 'tokens' | 'machines'>;

/**
 * Creates an account, of a person or of a machine that has keys as people have, with the keys that its client made, and logs it in.
 * @throws ParleyError `E_REGISTRATION_CLOSED`, `E_INVITATION_INVALID`, `E_USERNAME_TAKEN` (also for reserved names),
 * `E_BAD_REQUEST` for keys that are not those of a new account, and for a machine without, `E_CLIENT_OUTDATED` without keys where they are required
 */
export async function register(
  context: RegisterContext,
  request: RegisterRequest,
  address: string,
): Promise<StartedSession> {
  await checkAllowed(context, request);
  checkCredential(request.credential);
  if (isReservedUsername(request.username)) throw new ParleyError('E_USERNAME_TAKEN');
  await checkKeys(context, request);
  const hadAdmin = request.invitation === undefined || (await context.users.hasAdmin());
  const user = await createAccount(context, request);
  // Unused links of the first start could otherwise make further administrators.
  const isFirst = user.admin && !hadAdmin;
  if (isFirst) await context.invitations.revokeOperators();
  await record(context, {
    ...{ kind: 'registered', uid: user.uid, address },
    ...(isMachine(user) && { details: { as: 'machine' } }),
  });
  // Where others were before, administrators are asked if they want one.
  const begins = isFirst && (await context.users.count()) === 1;
  if (!isMachine(user)) await enterGeneral(context, user.uid, begins ? 'begins' : 'goes on');
  return startSession(context, user, request.device);
}

/** With registration closed, only the first administrator may register, with the invitation printed at the first start. */
export async function checkAllowed(
  context: Pick<Context, 'users' | 'invitations' | 'rules'>,
  { invitation }: Pick<RegisterRequest, 'invitation'>,
): Promise<void> {
  if (context.rules.registration === 'open') return;
  if (await isClosed(context, invitation)) throw new ParleyError('E_REGISTRATION_CLOSED');
  if (invitation === undefined) throw new ParleyError('E_INVITATION_INVALID');
}

/** Machines that register have keys as people have; others are made by administrators. */
async function checkKeys({ rules }: Pick<Context, 'rules'>, request: RegisterRequest): Promise<void> {
  if (request.keys === undefined) {
    if (rules.keysRequired) throw new ParleyError('E_CLIENT_OUTDATED');
    if (request.machine !== undefined) throw new ParleyError('E_BAD_REQUEST');
  }
  await checkFirstKeys(request);
}

async function createAccount(context: RegisterContext, request: RegisterRequest): Promise<User> {
  const { users, random, clock } = context;
  const { username, displayName, credential, invitation, keys } = request;
  const now = clock();
  const uid = keys?.uid ?? random.uuid();
  const machine = await machineOf(context, request);
  const person = { uid, username, displayName, about: '', admin: false, removed: false };
  const user = { ...person, ...(machine !== undefined && publicMachine(machine)) };
  const account = { user, credential, createdAt: now, machine };
  const used = invitation === undefined ? undefined : { secretHash: secretHash(invitation), now };
  return users.create(account, used, keys);
}

/** Whoever invited it answers for it. Its keys are in its key log, as those of people are. */
async function machineOf(
  context: Pick<Context, 'invitations'>,
  { machine, invitation }: RegisterRequest,
): Promise<MachineDetails | undefined> {
  if (machine === undefined) return undefined;
  const owner = await inviterOf(context, invitation);
  return { owner, purpose: machine.purpose ?? '', scopes: ALL_SCOPES };
}
