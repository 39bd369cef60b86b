import { isOnThisComputer, ParleyError } from '@parley/protocol';
import type { Config } from '../config/config.ts';
import { LOCAL_ADDRESS_NOTE } from '../config/local-address-note.ts';
import { createReset } from '../domain/passwords/create-reset.ts';
import type { OperatorContext } from './operate.ts';

/**
 * A link by which a user sets a new password, once, with the words around it.
 * @throws Error that says what to do
 */
export async function resetLink(
  context: OperatorContext,
  { publicUrl }: Pick<Config, 'publicUrl'>,
  user: string,
): Promise<string> {
  const { secret } = await createReset(context, user).catch((error: unknown) => {
    throw refusalOf(error, user);
  });
  const link = `${publicUrl}/reset#${new URLSearchParams({ user, secret }).toString()}`;
  const text = `${user} can set a new password with this link, once, within a day. This logs out all their devices:\n${link}`;
  return isOnThisComputer(publicUrl) ? `${text}\n${LOCAL_ADDRESS_NOTE}` : text;
}

function refusalOf(error: unknown, user: string): unknown {
  if (!(error instanceof ParleyError)) return error;
  if (error.code === 'E_NOT_FOUND') return new Error(`There is no user ${user}.`);
  if (error.code !== 'E_ACCOUNT_DEACTIVATED') return error;
  return new Error(`${user} is deactivated. First: npm run users activate ${user}`);
}
