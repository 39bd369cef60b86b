import { operate } from './operate.ts';
import { readArguments, refuseArguments } from './read-arguments.ts';
import { resetLink } from './reset-link.ts';

// `npm run reset-password NAME`: prints a link by which a user sets a new password, once.
const USAGE = 'npm run reset-password NAME';
const { user } = readArguments(USAGE, { user: { type: 'string' } }, 'user');
if (user === undefined) refuseArguments(USAGE, 'Say whose password to reset.');

await operate((context, config) => resetLink(context, config, user));
