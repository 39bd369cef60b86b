import { ParleyError } from '@parley/protocol';
import type { Request, RequestHandler } from 'express';
import type { AccessRules } from '../security/access-rules.ts';
import { isSafe } from './is-safe.ts';

interface OriginCheck extends Pick<AccessRules, 'allowedOrigins'> {
  readonly refused: (request: Request) => void;
}

/** Refuses changes requested by pages of other sites. A client that is no browser sends neither header. */
export function checkOrigin({ allowedOrigins, refused }: OriginCheck): RequestHandler {
  return (request, _response, next) => {
    if (!isSafe(request) && !isOwn(request, allowedOrigins)) {
      refused(request);
      throw new ParleyError('E_ORIGIN');
    }
    next();
  };
}

function isOwn(request: Request, allowed: readonly string[]): boolean {
  const origin = request.get('origin');
  if (origin !== undefined) return allowed.includes(origin);
  return ['same-origin', undefined].includes(request.get('sec-fetch-site'));
}
