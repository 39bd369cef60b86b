import { ParleyError } from '@parley/protocol';
import type { Context } from '../context.ts';
import { secretHash } from '../passwords/secret-hash.ts';
import { isClosed } from './is-closed.ts';

/**
 * Checks whether a link can still create an account, before its user fills in the form. Does not use it up.
 * @throws ParleyError `E_INVITATION_INVALID` with the reason, `E_REGISTRATION_CLOSED`
 */
export async function checkInvitation(
  context: Pick<Context, 'invitations' | 'users' | 'rules' | 'clock'>,
  secret: string,
): Promise<{ readonly expiresAt: number }> {
  if (await isClosed(context, secret)) throw new ParleyError('E_REGISTRATION_CLOSED');
  const { invitations, clock } = context;
  const invitation = await invitations.bySecret(secretHash(secret));
  if (invitation === undefined) throw refused('This invitation was withdrawn, or its link is incomplete.');
  if (invitation.usedBy !== undefined) throw refused('This invitation has been used.');
  if (invitation.expiresAt <= clock()) throw refused('This invitation has expired.');
  return { expiresAt: invitation.expiresAt };
}

function refused(message: string): ParleyError {
  return new ParleyError('E_INVITATION_INVALID', { message });
}
