import type { RequestHandler } from 'express';
import type { Doors } from '../security/doors.ts';

/** Answers with the client's address as the server sees it, so that `npm run doctor` can check TRUST_PROXY. */
export function tellAddress({ addressOf }: Pick<Doors, 'addressOf'>): RequestHandler {
  return (request, response, next) => {
    response.setHeader('X-Seen-From', addressOf(request));
    next();
  };
}
