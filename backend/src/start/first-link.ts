import type { Context } from '../domain/context.ts';
import { createAdminInvitation } from '../domain/invitations/create-invitation.ts';

/**
 * The link for the first administrator, as long as there is none who can log in, whatever machines there are. It revokes the links of earlier starts, so that only
 * one is valid.
 */
export async function firstLink(context: Context, publicUrl: string): Promise<string | undefined> {
  if (await context.users.hasAdmin()) return undefined;
  await context.invitations.revokeOperators();
  const { secret } = await createAdminInvitation(context);
  return `${publicUrl}/register#invitation=${secret}&administrator`;
}
