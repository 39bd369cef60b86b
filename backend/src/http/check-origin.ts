import { ParleyError } from '@parley/protocol';
import type { Request, RequestHandler } from 'express';
import type { AccessRules } from '../security/access-rules.ts';
import { isFromOwnPage } from '../security/own-page.ts';
import { isSafe } from './is-safe.ts';

interface OriginCheck extends Pick<AccessRules, 'allowedOrigins'> {
  readonly refused: (request: Request) => void;
}

/** Refuses changes requested by pages of other sites. A client that is no browser sends neither header. */
export function checkOrigin({ refused, ...access }: OriginCheck): RequestHandler {
  return (request, _response, next) => {
    if (!isSafe(request) && !isFromOwnPage(request.headers, access)) {
      refused(request);
      throw new ParleyError('E_ORIGIN');
    }
    next();
  };
}
