import { parseArgs } from 'node:util';
import { ParleyError } from '@parley/protocol';
import { createReset } from '../domain/sessions/create-reset.ts';
import { operate } from './operate.ts';

// `npm run reset-password -- --user NAME`: prints a link by which a user sets a new password, once.
const { user } = parseArgs({ options: { user: { type: 'string' } } }).values;

if (user === undefined) {
  console.error('Say for whom: npm run reset-password -- --user NAME');
  process.exit(2);
}

await operate(async (context, { publicUrl }) => {
  const secret = await createReset(context, user).catch((error: unknown) => {
    throw error instanceof ParleyError && error.code === 'E_NOT_FOUND'
      ? new Error(`There is no user ${user}.`)
      : error;
  });
  const link = `${publicUrl}/reset#${new URLSearchParams({ user, secret }).toString()}`;
  return `${user} sets a new password here, once and within a day. It logs out all devices:\n${link}`;
});
