import type { Uuid } from '@parley/protocol';
import type { Accounts } from '../ports/administration/accounts.ts';
import type { HttpApi } from '../ports/http-api.ts';

type Plain =
  'logOutAccount' | 'deactivateAccount' | 'reactivateAccount' | 'makeAdmin' | 'unmakeAdmin' | 'removeAccount';

/** All accounts and all invitations. @param origin of the pages that links lead to */
export function createAccountCommands(api: HttpApi, origin: string): Accounts {
  const does = async (name: Plain, uid: Uuid) => {
    await api.call(name, { params: { uid } });
  };
  return {
    page: (query, after) =>
      api.call('accounts', {
        body: { ...(query !== '' && { q: query }), ...(after !== undefined && { after }) },
      }),
    logOut: (uid) => does('logOutAccount', uid),
    deactivate: (uid) => does('deactivateAccount', uid),
    reactivate: (uid) => does('reactivateAccount', uid),
    setAdmin: (uid, admin) => does(admin ? 'makeAdmin' : 'unmakeAdmin', uid),
    resetLink: async (uid, user) => {
      const { secret } = await api.call('createResetLink', { params: { uid } });
      return `${origin}/reset#${new URLSearchParams({ user, secret }).toString()}`;
    },
    remove: (uid) => does('removeAccount', uid),
    invitations: (after) => api.call('allInvitations', { body: after === undefined ? {} : { after } }),
    revokeInvitation: async (id) => {
      await api.call('revokeAnyInvitation', { params: { id } });
    },
  };
}
