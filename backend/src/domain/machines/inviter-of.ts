import { ParleyError, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { secretHash } from '../passwords/secret-hash.ts';

/**
 * Who answers for a machine that registers with a link: whoever made the link.
 * @returns undefined without a link, for one of the operator, and for one that is none: it is refused where it is used
 * @throws ParleyError `E_INVITATION_INVALID` for a link that makes administrators: no machine is one
 */
export async function inviterOf(
  { invitations }: Pick<Context, 'invitations'>,
  invitation: string | undefined,
): Promise<Uuid | undefined> {
  if (invitation === undefined) return undefined;
  const found = await invitations.bySecret(secretHash(invitation));
  if (found?.admin === true) throw new ParleyError('E_INVITATION_INVALID');
  return found?.createdBy;
}
