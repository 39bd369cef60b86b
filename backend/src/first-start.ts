import type { Config } from './config/config.ts';
import { addDemoUsers } from './demo-users.ts';
import type { Context } from './domain/context.ts';
import { createAdminInvitation } from './domain/invitations/create-invitation.ts';

/**
 * What an empty database needs before anybody can log in: demo users in development, else an invitation.
 * @returns the link that makes its user the administrator, where one was made
 */
export async function firstStart(
  context: Context,
  { development, publicUrl }: Pick<Config, 'development' | 'publicUrl'>,
): Promise<string | undefined> {
  if ((await context.users.count()) > 0) return undefined;
  if (development) {
    await addDemoUsers(context);
    return undefined;
  }
  const { secret } = await createAdminInvitation(context);
  return `${publicUrl}/register#invitation=${secret}`;
}
