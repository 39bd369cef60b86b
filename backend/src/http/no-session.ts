import type { NoSession } from '@parley/protocol';
import type { RequestHandler } from 'express';
import type { Context } from '../domain/context.ts';
import { lookOf } from '../domain/settings/shown-settings.ts';
import type { AccessRules } from '../security/access-rules.ts';
import { requestTokens } from '../security/request-tokens.ts';

/** Answers who brings no token at all, as everyone does at a first visit: a refusal would be an error in the console. */
export function noSession(
  { liveSettings }: Pick<Context, 'liveSettings'>,
  { cookieName }: Pick<AccessRules, 'cookieName'>,
): RequestHandler {
  return (request, response, next) => {
    const { header, cookie } = requestTokens(request, cookieName);
    if ((header ?? cookie) !== undefined) {
      next();
      return;
    }
    const server = lookOf(liveSettings);
    const nobody: NoSession = { user: null, ...(server !== undefined && { server }) };
    response.setHeader('Cache-Control', 'no-store');
    response.json(nobody);
  };
}
