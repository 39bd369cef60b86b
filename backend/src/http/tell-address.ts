import type { RequestHandler } from 'express';
import type { Doors } from '../security/doors.ts';

/** Says from where a request seems to come, so that `npm run doctor` can tell whether TRUST_PROXY is right. */
export function tellAddress({ addressOf }: Pick<Doors, 'addressOf'>): RequestHandler {
  return (request, response, next) => {
    response.setHeader('X-Seen-From', addressOf(request));
    next();
  };
}
