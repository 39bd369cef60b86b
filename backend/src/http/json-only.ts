import { LIMITS, ParleyError } from '@parley/protocol';
import express, { type RequestHandler } from 'express';
import { checkShape } from '../security/parse-input.ts';

/** Bodies are JSON in UTF-8 of a bounded size and shape, or there are none. */
export const jsonOnly: readonly RequestHandler[] = [
  (request, _response, next) => {
    // Null where there is no body, false where it is something else.
    if (request.is('application/json') === false) throw new ParleyError('E_UNSUPPORTED_MEDIA_TYPE');
    next();
  },
  express.json({ limit: LIMITS.httpBodyBytes, inflate: false }),
  (request, _response, next) => {
    checkShape(request.body);
    next();
  },
];
