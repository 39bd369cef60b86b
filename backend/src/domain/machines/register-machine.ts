import { ParleyError, type MachineRegistration, type Scopes, type User } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { secretHash } from '../passwords/secret-hash.ts';
import { checkAllowed } from '../sessions/register.ts';
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
  const invited = await invitedBy(context, request);
  const { accountKey, simpleKey } = request;
  const details = { owner: invited?.owner, purpose, scopes, accountKey, simpleKey };
  const user = await context.users.create(
    newMachine(context, { username, displayName, details }),
    invited && { secretHash: invited.secretHash, now: context.clock() },
  );
  await record(context, { kind: 'registered', uid: user.uid, address, details: { as: 'machine' } });
  return { user, scopes };
}

async function invitedBy({ invitations }: Pick<Context, 'invitations'>, { invitation }: MachineRegistration) {
  if (invitation === undefined) return undefined;
  const hash = secretHash(invitation);
  const found = await invitations.bySecret(hash);
  if (found?.admin === true) throw new ParleyError('E_INVITATION_INVALID');
  return { secretHash: hash, owner: found?.createdBy };
}
