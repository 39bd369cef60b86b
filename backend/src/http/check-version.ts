import { ParleyError, ROUTES, VERSION_HEADER, versionIn } from '@parley/protocol';
import type { RequestHandler } from 'express';

/**
 * Refuses clients of `/web` that speak an older version of the protocol than this server understands. Probes of the health
 * are no clients and name no version.
 */
export function checkVersion(oldest: number): RequestHandler {
  return (request, _response, next) => {
    const isProbe = request.path === ROUTES.health.path;
    if (!isProbe && versionIn(request.get(VERSION_HEADER)) < oldest)
      throw new ParleyError('E_CLIENT_OUTDATED');
    next();
  };
}
