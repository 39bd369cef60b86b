import type { Context } from '../../domain/context.ts';
import type { RateLimit } from '../../domain/limits/rate-limit.ts';
import { checkReset } from '../../domain/passwords/check-reset.ts';
import { issueChallenge } from '../../domain/passwords/issue-challenge.ts';
import { withNotices } from '../../domain/moderation/with-notices.ts';
import { logIn } from '../../domain/sessions/log-in.ts';
import { register } from '../../domain/sessions/register.ts';
import { resetPassword } from '../../domain/passwords/reset-password.ts';
import type { Handlers } from './call.ts';
import type { CommandLimits } from './command-limits.ts';

/** The routes for clients without a session. */
export function loginRoutes(
  context: Context,
  { registrations, tries }: Pick<CommandLimits, 'registrations'> & { readonly tries: RateLimit },
): Handlers<'registration' | 'challenge' | 'login' | 'register' | 'checkReset' | 'resetPassword'> {
  return {
    registration: () => ({ mode: context.rules.registration }),
    challenge: ({ request }) => issueChallenge(context, request),
    login: async (call) => withNotices(context, call.enter(await logIn(context, call.request, call.address))),
    register: async (call) => {
      const { request, address } = call;
      return call.enter(await registrations.admit(address, () => register(context, request, address)));
    },
    checkReset: async ({ request, address }) => {
      await tries.take(address);
      await checkReset(context, request.username, request.secret);
      return {};
    },
    resetPassword: async ({ request }) => {
      await resetPassword(context, request);
      return {};
    },
  };
}
