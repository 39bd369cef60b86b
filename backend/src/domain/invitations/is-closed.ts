import type { Context } from '../context.ts';
import { secretHash } from '../passwords/secret-hash.ts';

/**
 * Whether nobody may register, whatever link they have. Where registration is closed, that is so as soon as an administrator can log
 * in; until then, a link for an administrator works.
 */
export async function isClosed(
  { users, invitations, rules }: Pick<Context, 'users' | 'invitations' | 'rules'>,
  invitation: string | undefined,
): Promise<boolean> {
  if (rules.registration !== 'closed') return false;
  if (await users.hasAdmin()) return true;
  // One that is unknown is refused as such.
  const found = invitation === undefined ? undefined : await invitations.bySecret(secretHash(invitation));
  return found?.admin === false;
}
