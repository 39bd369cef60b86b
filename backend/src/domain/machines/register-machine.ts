import type { MachineRegistration, Scopes, User } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { secretHash } from '../passwords/secret-hash.ts';
import { checkAllowed } from '../sessions/register.ts';
import { inviterOf } from './inviter-of.ts';
import { newMachine } from './new-machine.ts';
import { ALL_SCOPES } from './scopes.ts';

/**
 * Creates the account of a machine at its own request. Whoever invited it answers for it. It is not logged in: it has its key.
 * @throws ParleyError `E_REGISTRATION_CLOSED`, `E_INVITATION_INVALID` (also for a link that makes administrators), `E_USERNAME_TAKEN`,
 * `E_BAD_REQUEST` for a key under which signatures prove nothing, or to which nothing can be sealed
 */
export async function registerMachine(
  context: Pick<Context, 'users' | 'invitations' | 'audit' | 'random' | 'clock' | 'rules'>,
  request: MachineRegistration,
  address: string,
): Promise<{ readonly user: User; readonly scopes: Scopes }> {
  await checkAllowed(context, request);
  const { username, displayName = username, purpose = '', scopes = ALL_SCOPES } = request;
  const { accountKey, simpleKey, simpleKeySignature, invitation } = request;
  const owner = await inviterOf(context, invitation);
  const details = { owner, purpose, scopes, accountKey, simpleKey, simpleKeySignature };
  const user = await context.users.create(
    newMachine(context, { username, displayName, details }),
    invitation === undefined ? undefined : { secretHash: secretHash(invitation), now: context.clock() },
  );
  await record(context, { kind: 'registered', uid: user.uid, address, details: { as: 'machine' } });
  return { user, scopes };
}
