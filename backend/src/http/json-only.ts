import { LIMITS, ParleyError, pathOf, ROUTES, type Route } from '@parley/protocol';
import express, { type RequestHandler } from 'express';
import { checkShape } from '../security/parse-input.ts';

/** Accepts only bodies of JSON in UTF-8, of bounded size and shape, or no body. */
export const jsonOnly: readonly RequestHandler[] = [
  (request, _response, next) => {
    // Null if there is no body, false if it has another type.
    if (request.is('application/json') === false) throw new ParleyError('E_UNSUPPORTED_MEDIA_TYPE');
    next();
  },
  parseJson(),
  (request, _response, next) => {
    checkShape(request.body);
    next();
  },
];

/** Of the few routes whose bodies may be larger, none has a parameter in its path. */
function parseJson(): RequestHandler {
  const usual = parser(LIMITS.httpBodyBytes);
  const routes: readonly Route[] = Object.values(ROUTES);
  const larger: ReadonlyMap<string, RequestHandler> = new Map(
    routes.flatMap((route) =>
      route.bodyBytes === undefined
        ? []
        : [[`${route.method} ${pathOf(route)}`, parser(route.bodyBytes)] as const],
    ),
  );
  return (request, response, next) => {
    const { method, baseUrl, path } = request;
    (larger.get(`${method} ${baseUrl}${path}`) ?? usual)(request, response, next);
  };
}

function parser(limit: number): RequestHandler {
  return express.json({ limit, inflate: false });
}
