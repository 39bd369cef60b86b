import { LIMITS, ParleyError } from '@parley/protocol';
import express, { type RequestHandler } from 'express';
import { checkShape } from '../security/parse-input.ts';

/** Accepts only bodies of JSON in UTF-8, of bounded size and shape, or no body. */
export const jsonOnly: readonly RequestHandler[] = [
  (request, _response, next) => {
    // Null if there is no body, false if it has another type.
    if (request.is('application/json') === false) throw new ParleyError('E_UNSUPPORTED_MEDIA_TYPE');
    next();
  },
  express.json({ limit: LIMITS.httpBodyBytes, inflate: false }),
  (request, _response, next) => {
    checkShape(request.body);
    next();
  },
];
