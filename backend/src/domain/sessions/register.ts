import { isReservedUsername, ParleyError, type RegisterRequest, type User } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { checkCredential } from '../passwords/replace-credential.ts';
import { secretHash } from '../passwords/secret-hash.ts';
import { startSession, type StartedSession } from './start-session.ts';

type RegisterContext = Pick<
  Context,
  'users' | 'invitations' | 'sessions' | 'publisher' | 'tokens' | 'audit' | 'random' | 'clock' | 'rules'
>;

/**
 * Creates an account and logs it in.
 * @throws ParleyError `E_REGISTRATION_CLOSED`, `E_INVITATION_INVALID`, `E_USERNAME_TAKEN` (also for reserved names)
 */
export async function register(
  context: RegisterContext,
  request: RegisterRequest,
  address: string,
): Promise<StartedSession> {
  await checkAllowed(context, request);
  checkCredential(request.credential);
  if (isReservedUsername(request.username)) throw new ParleyError('E_USERNAME_TAKEN');
  const user = await createAccount(context, request);
  // Unused links of the first start could otherwise make further administrators.
  if (user.admin && (await context.users.count()) === 1) await context.invitations.revokeOperators();
  await record(context, { kind: 'registered', uid: user.uid, address });
  return startSession(context, user, request.device);
}

/** With registration closed, only the first user may register, with the invitation printed at the first start. */
async function checkAllowed(
  { users, rules }: RegisterContext,
  { invitation }: RegisterRequest,
): Promise<void> {
  if (rules.registration === 'open') return;
  if (rules.registration === 'closed' && (await users.count()) > 0)
    throw new ParleyError('E_REGISTRATION_CLOSED');
  if (invitation === undefined) throw new ParleyError('E_INVITATION_INVALID');
}

async function createAccount(
  { users, random, clock }: RegisterContext,
  { username, displayName, credential, invitation }: RegisterRequest,
): Promise<User> {
  const now = clock();
  const user = { uid: random.uuid(), username, displayName, about: '', admin: false, removed: false };
  const account = { user, credential, createdAt: now };
  return invitation === undefined
    ? users.create(account)
    : users.create(account, { secretHash: secretHash(invitation), now });
}
