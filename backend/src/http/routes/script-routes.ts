import { ParleyError, type SCRIPT_ROUTES } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { checkUsername } from '../../domain/machines/check-username.ts';
import { logInMachine, machineChallenge } from '../../domain/machines/log-in-machine.ts';
import { registerMachine } from '../../domain/machines/register-machine.ts';
import { checkScopes } from '../../domain/machines/scopes.ts';
import { checkTurns } from '../../domain/messages/check-turns.ts';
import { directMessageOf } from '../../domain/messages/direct-envelope.ts';
import { sendPrivate } from '../../domain/messages/send-private.ts';
import { travelling } from '../../domain/log/travelling.ts';
import { activeUser } from '../../domain/sessions/current-session.ts';
import { accountNamed } from '../../domain/users/account-named.ts';
import { activeUsers } from '../../domain/users/active-users.ts';
import { people } from '../../domain/users/people.ts';
import type { Handlers } from './call.ts';
import { takeCommand, type CommandLimits } from './command-limits.ts';

/** What programs use that have no SDK. */
export function scriptRoutes(
  context: Context,
  { registrations, messages }: Pick<CommandLimits, 'registrations' | 'messages'>,
): Handlers<keyof typeof SCRIPT_ROUTES> {
  return {
    registerMachine: ({ request, address }) =>
      registrations.admit(address, () => registerMachine(context, request, address)),
    logInMachine: async (call) => {
      const { request, address } = call;
      if (!('signature' in request)) return machineChallenge(context, request.user);
      const session = await logInMachine(context, request, address);
      call.showToken(session.token);
      return session;
    },
    namedUser: async (call) => {
      const account = await accountNamed(context, call.text('name'));
      if (account === undefined) throw new ParleyError('E_NOT_FOUND');
      const [person] = await people(context, call.uid, [account.user]);
      return person ?? { user: account.user };
    },
    checkUsername: async (call) => {
      await registrations.ask(call.address);
      return checkUsername(context, call.text('name'));
    },
    directMessage: async ({ request, uid, who, address }) => {
      const message = await directMessageOf(context, await activeUser(context, uid), request);
      const { conversation, id } = message;
      const { sid, device, grant } = who.session;
      checkScopes(grant?.scopes, 'write', [conversation]);
      await takeCommand(context, { uid, address, conversation, id }, [[messages, 1]]);
      if (grant !== undefined) await checkTurns(context, { conversation, sender: uid, id });
      return travelling(await sendPrivate(context, { uid, sid, device: device.id }, message));
    },
    activeUsers: async ({ uid }) => ({ people: await activeUsers(context, uid) }),
  };
}
