import type { MACHINE_ROUTES } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { changeMachine } from '../../domain/machines/change-machine.ts';
import { createMachine } from '../../domain/machines/create-machine.ts';
import { createToken } from '../../domain/machines/create-token.ts';
import { listMachines } from '../../domain/machines/list-machines.ts';
import { machineTokens } from '../../domain/machines/machine-tokens.ts';
import { revokeToken } from '../../domain/machines/revoke-token.ts';
import { resumeMachine, suspendMachine } from '../../domain/machines/suspend-machine.ts';
import type { Handlers } from './call.ts';

/** Accounts of machines and their tokens. */
export function machineRoutes(context: Context): Handlers<keyof typeof MACHINE_ROUTES> {
  return {
    machines: ({ request }) => listMachines(context, request.after),
    createMachine: ({ request, uid }) => {
      const { username, displayName, ...details } = request;
      return createMachine(context, { username, displayName, details }, uid);
    },
    changeMachine: (call) =>
      changeMachine(context, call.param('uid'), { change: call.request, by: call.uid }),
    suspendMachine: async (call) => {
      await suspendMachine(context, call.param('uid'), call.uid);
      return {};
    },
    resumeMachine: async (call) => {
      await resumeMachine(context, call.param('uid'), call.uid);
      return {};
    },
    machineTokens: async (call) => ({ tokens: await machineTokens(context, call.param('uid')) }),
    createMachineToken: (call) => createToken(context, call.param('uid'), { ...call.request, by: call.uid }),
    revokeMachineToken: async (call) => {
      await revokeToken(context, call.param('uid'), { token: call.param('token'), by: call.uid });
      return {};
    },
  };
}
