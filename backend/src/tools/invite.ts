import { isOnThisComputer } from '@parley/protocol';
import { createAdminInvitation, createInvitation } from '../domain/invitations/create-invitation.ts';
import { LiveSettings } from '../domain/settings/live-settings.ts';
import { LOCAL_ADDRESS_NOTE } from '../config/local-address-note.ts';
import { startSettings } from '../config/start-settings.ts';
import { operate } from './operate.ts';
import { readArguments } from './read-arguments.ts';

// `npm run invite`: prints a link that makes one account. With `-- --admin` it makes an administrator's.
const { admin } = readArguments('npm run invite -- [--admin]', {
  admin: { type: 'boolean', default: false },
});

await operate(async (context, config) => {
  const { publicUrl } = config;
  const live = new LiveSettings(startSettings(config), context.settings);
  await live.follow();
  const { registration } = live.current;
  const isFirst = !(await context.users.hasAdmin());
  if (registration === 'closed' && !isFirst)
    throw new Error(
      'Registration is closed, so no one can create an account. Administrators open it in /admin/server; where REGISTRATION is set, that decides.',
    );
  const isAdmin = admin || isFirst;
  const { secret } = isAdmin
    ? await createAdminInvitation(context)
    : await createInvitation({ ...context, rules: { registration } });
  const [account, mark] = isAdmin ? ["an administrator's account", '&administrator'] : ['one account', ''];
  const link = `This link creates ${account}, within a week:\n${publicUrl}/register#invitation=${secret}${mark}`;
  return isOnThisComputer(publicUrl) ? `${link}\n${LOCAL_ADDRESS_NOTE}` : link;
});
