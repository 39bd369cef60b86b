import type { Uuid } from '@parley/protocol';
import type { Machines } from '../ports/administration/machines.ts';
import type { HttpApi } from '../ports/http-api.ts';

/** Accounts of machines and their tokens. */
export function createMachineCommands(api: HttpApi): Machines {
  const of = (uid: Uuid) => ({ params: { uid } });
  return {
    page: (after) => api.call('machines', { body: after === undefined ? {} : { after } }),
    create: (machine) => api.call('createMachine', { body: machine }),
    change: (uid, settings) => api.call('changeMachine', { ...of(uid), body: settings }),
    suspend: async (uid) => {
      await api.call('suspendMachine', of(uid));
    },
    resume: async (uid) => {
      await api.call('resumeMachine', of(uid));
    },
    tokens: async (uid) => (await api.call('machineTokens', of(uid))).tokens,
    createToken: (uid, token) => api.call('createMachineToken', { ...of(uid), body: token }),
    revokeToken: async (uid, token) => {
      await api.call('revokeMachineToken', { params: { uid, token } });
    },
  };
}
