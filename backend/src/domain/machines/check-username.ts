import { isReservedUsername, ParleyError, Username } from '@parley/protocol';
import type { Context } from '../context.ts';
import { checkAllowed } from '../sessions/register.ts';

/**
 * Whether a new account may take a username. It tells no more than registering would.
 * @throws ParleyError `E_REGISTRATION_CLOSED`, `E_INVITATION_INVALID` where one needs an invitation, `E_BAD_REQUEST` for what is no username
 */
export async function checkUsername(
  context: Pick<Context, 'users' | 'invitations' | 'rules'>,
  name: string,
): Promise<{ readonly available: boolean }> {
  await checkAllowed(context, { invitation: undefined });
  if (!Username.safeParse(name).success) throw new ParleyError('E_BAD_REQUEST');
  const isTaken = isReservedUsername(name) || (await context.users.isTaken(name));
  return { available: !isTaken };
}
