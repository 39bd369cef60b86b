import { isOnThisComputer, ParleyError } from '@parley/protocol';
import { createReset } from '../domain/passwords/create-reset.ts';
import { LOCAL_ADDRESS_NOTE } from '../config/local-address-note.ts';
import { operate } from './operate.ts';
import { readArguments, refuseArguments } from './read-arguments.ts';

// `npm run reset-password NAME`: prints a link by which a user sets a new password, once.
const USAGE = 'npm run reset-password NAME';
const { user } = readArguments(USAGE, { user: { type: 'string' } }, 'user');
if (user === undefined) refuseArguments(USAGE, 'Say whose password to reset.');

await operate(async (context, { publicUrl }) => {
  const secret = await createReset(context, user).catch((error: unknown) => {
    throw refusalOf(error, user);
  });
  const link = `${publicUrl}/reset#${new URLSearchParams({ user, secret }).toString()}`;
  const text = `${user} can set a new password with this link, once, within a day. This logs out all their devices:\n${link}`;
  return isOnThisComputer(publicUrl) ? `${text}\n${LOCAL_ADDRESS_NOTE}` : text;
});

function refusalOf(error: unknown, user: string): unknown {
  if (!(error instanceof ParleyError)) return error;
  if (error.code === 'E_NOT_FOUND') return new Error(`There is no user ${user}.`);
  if (error.code !== 'E_ACCOUNT_DEACTIVATED') return error;
  return new Error(`${user} is deactivated. First: npm run users activate ${user}`);
}
