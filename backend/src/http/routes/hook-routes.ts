import type { Context } from '../../domain/context.ts';
import { createIncomingHook, createOutgoingHook } from '../../domain/webhooks/create-hook.ts';
import { listHooks } from '../../domain/webhooks/list-hooks.ts';
import { revokeHook } from '../../domain/webhooks/revoke-hook.ts';
import { takeOverHook } from '../../domain/webhooks/take-over-hook.ts';
import { takeAll } from '../../domain/limits/take-all.ts';
import type { Call, Handlers } from './call.ts';
import type { CommandLimits } from './command-limits.ts';

type Creations = 'createIncomingHook' | 'createOutgoingHook';

/** Webhooks of a conversation. */
export function hookRoutes(
  context: Context,
  { hooks }: Pick<CommandLimits, 'hooks'>,
): Handlers<Creations | 'hooks' | 'takeOverHook' | 'revokeHook'> {
  const maker = async (call: Call<Creations>) => {
    const { uid, address } = call;
    await takeAll([
      { limit: hooks.user, key: uid, points: 1 },
      { limit: hooks.address, key: address, points: 1 },
    ]);
    return { uid, conversation: call.param('conversation') };
  };
  return {
    hooks: (call) => listHooks(context, call.uid, call.param('conversation')),
    createIncomingHook: async (call) => createIncomingHook(context, await maker(call), call.request.name),
    createOutgoingHook: async (call) => createOutgoingHook(context, await maker(call), call.request),
    takeOverHook: (call) => takeOverHook(context, call.uid, call.param('conversation'), call.param('hook')),
    revokeHook: async (call) => {
      await revokeHook(context, call.uid, call.param('conversation'), call.param('hook'));
      return {};
    },
  };
}
