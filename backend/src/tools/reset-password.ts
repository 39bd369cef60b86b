import { isOnThisComputer, ParleyError } from '@parley/protocol';
import { createReset } from '../domain/passwords/create-reset.ts';
import { OPENED_HERE } from '../config/opened-here.ts';
import { operate } from './operate.ts';
import { readWords, refuseWords } from './read-words.ts';

// `npm run reset-password NAME`: prints a link by which a user sets a new password, once.
const USAGE = 'npm run reset-password NAME';
const { user } = readWords(USAGE, { user: { type: 'string' } }, 'user');
if (user === undefined) refuseWords(USAGE, 'Say whose password to reset.');

await operate(async (context, { publicUrl }) => {
  const secret = await createReset(context, user).catch((error: unknown) => {
    throw refusalOf(error, user);
  });
  const link = `${publicUrl}/reset#${new URLSearchParams({ user, secret }).toString()}`;
  const text = `${user} can set a new password with this link, once, within a day. This logs out all their devices:\n${link}`;
  return isOnThisComputer(publicUrl) ? `${text}\n${OPENED_HERE}` : text;
});

function refusalOf(error: unknown, user: string): unknown {
  if (!(error instanceof ParleyError)) return error;
  if (error.code === 'E_NOT_FOUND') return new Error(`There is no user ${user}.`);
  if (error.code !== 'E_ACCOUNT_DEACTIVATED') return error;
  return new Error(`${user} is deactivated. First: npm run users activate ${user}`);
}
