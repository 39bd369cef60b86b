import type { ADMIN_ACCOUNT_ROUTES } from '@parley/protocol';
import type { Context } from '../../../domain/context.ts';
import { allInvitations, revokeAnyInvitation } from '../../../domain/invitations/all-invitations.ts';
import { createReset } from '../../../domain/passwords/create-reset.ts';
import { activate, deactivate } from '../../../domain/users/deactivate.ts';
import { listAccounts } from '../../../domain/users/list-accounts.ts';
import { logOutEverywhere } from '../../../domain/users/log-out-everywhere.ts';
import { personByUid } from '../../../domain/users/person-by-uid.ts';
import { removeOtherAccount } from '../../../domain/users/removal/remove-account.ts';
import { makeAdmin, unmakeAdmin } from '../../../domain/users/set-admin.ts';
import type { Handlers } from '../call.ts';

/** All accounts and all invitations. */
export function adminAccountRoutes(context: Context): Handlers<keyof typeof ADMIN_ACCOUNT_ROUTES> {
  return {
    accounts: ({ request }) => listAccounts(context, request),
    logOutAccount: async (call) => {
      await logOutEverywhere(context, call.param('uid'), call.uid);
      return {};
    },
    deactivateAccount: async (call) => {
      await deactivate(context, call.param('uid'), call.uid);
      return {};
    },
    reactivateAccount: async (call) => {
      await activate(context, call.param('uid'), call.uid);
      return {};
    },
    makeAdmin: async (call) => {
      await makeAdmin(context, call.param('uid'), call.uid);
      return {};
    },
    unmakeAdmin: async (call) => {
      await unmakeAdmin(context, call.param('uid'), call.uid);
      return {};
    },
    createResetLink: async (call) => {
      const { user } = await personByUid(context, call.param('uid'));
      return createReset(context, user.username, call.uid);
    },
    removeAccount: async (call) => {
      await removeOtherAccount(context, call.param('uid'), call.uid);
      return {};
    },
    allInvitations: ({ request }) => allInvitations(context, request.after),
    revokeAnyInvitation: async (call) => {
      await revokeAnyInvitation(context, call.param('id'), call.uid);
      return {};
    },
  };
}
