import type { Context } from '../../domain/context.ts';
import type { RateLimit } from '../../domain/limits/rate-limit.ts';
import { checkReset } from '../../domain/sessions/check-reset.ts';
import { issueChallenge } from '../../domain/sessions/issue-challenge.ts';
import { logIn } from '../../domain/sessions/log-in.ts';
import { register } from '../../domain/sessions/register.ts';
import { resetPassword } from '../../domain/sessions/reset-password.ts';
import { addressKey } from '../../security/address-key.ts';
import type { Handlers } from '../call.ts';
import type { CommandLimits } from '../command-limits.ts';

/** The routes for clients without a session. */
export function loginRoutes(
  context: Context,
  { registrations, tries }: Pick<CommandLimits, 'registrations'> & { readonly tries: RateLimit },
): Handlers<'registration' | 'challenge' | 'login' | 'register' | 'checkReset' | 'resetPassword'> {
  return {
    registration: () => ({ mode: context.rules.registration }),
    challenge: ({ request }) => issueChallenge(context, request),
    login: async (call) => call.enter(await logIn(context, call.request, call.address)),
    register: async (call) => {
      await registrations.take(addressKey(call.address));
      return call.enter(await register(context, call.request, call.address));
    },
    checkReset: async ({ request, address }) => {
      await tries.take(addressKey(address));
      await checkReset(context, request.username, request.secret);
      return {};
    },
    resetPassword: async ({ request }) => {
      await resetPassword(context, request);
      return {};
    },
  };
}
