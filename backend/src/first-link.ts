import type { Context } from './domain/context.ts';
import { createAdminInvitation } from './domain/invitations/create-invitation.ts';

/**
 * The link that makes its user the administrator of a database that nobody is in yet. Links that earlier starts made
 * are void from now on, so there is one.
 */
export async function firstLink(context: Context, publicUrl: string): Promise<string | undefined> {
  if ((await context.users.count()) > 0) return undefined;
  await context.invitations.revokeOperators();
  const { secret } = await createAdminInvitation(context);
  return `${publicUrl}/register#invitation=${secret}&administrator`;
}
