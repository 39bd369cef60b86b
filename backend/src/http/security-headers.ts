import { CONTENT_SECURITY_POLICY, PERMISSIONS_POLICY } from '@parley/protocol';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { AccessRules } from '../security/access-rules.ts';

const YEAR = 365 * 24 * 60 * 60;

/** The headers that restrict what browsers may do with our answers. */
export function securityHeaders({ secure }: Pick<AccessRules, 'secure'>): readonly RequestHandler[] {
  return [
    helmet({
      // Our policy is one string, shared with nginx.
      contentSecurityPolicy: false,
      strictTransportSecurity: secure && { maxAge: YEAR, includeSubDomains: false },
      // Other sites learn nothing. `no-referrer` would make browsers other than Chromium send our own requests with `Origin: null`.
      referrerPolicy: { policy: 'same-origin' },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
    }),
    (_request, response, next) => {
      response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
      response.setHeader('Permissions-Policy', PERMISSIONS_POLICY);
      next();
    },
  ];
}
