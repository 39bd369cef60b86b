import {
  HOOK_PREFIX,
  HTTP_PREFIX,
  HTTP_PREFIXES,
  ParleyError,
  pathOf,
  ROUTES,
  type Health,
} from '@parley/protocol';
import type { ApiInfo } from '@parley/protocol/documents';
import cookieParser from 'cookie-parser';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import type { Context } from '../domain/context.ts';
import type { RateLimit } from '../domain/limits/rate-limit.ts';
import { ICON_PATH } from '../domain/settings/shown-settings.ts';
import type { Logger } from '../logging/logger.ts';
import { AuditNotes } from '../security/audit/audit-notes.ts';
import type { AccessRules } from '../security/access-rules.ts';
import type { XsrfProofs } from '../security/xsrf-proofs.ts';
import { answerError } from './answer-error.ts';
import { checkOrigin } from './check-origin.ts';
import { checkVersion } from './check-version.ts';
import { DOCUMENTS_PATH, serveDocuments } from './documents/serve-documents.ts';
import { jsonOnly } from './json-only.ts';
import { mountRoutes } from './mount-routes.ts';
import { handlersOf } from './routes/all-routes.ts';
import type { CommandLimits } from './routes/command-limits.ts';
import { noSession } from './no-session.ts';
import { securityHeaders } from './security-headers.ts';
import { serveSpa } from './serve-spa.ts';
import { serverIcon } from './server-icon.ts';
import { SessionCookie } from './session-cookie.ts';
import { webhooks } from './webhooks.ts';
import { Xsrf } from './xsrf.ts';

export interface HttpOptions {
  readonly access: AccessRules;
  readonly xsrf: XsrfProofs;
  readonly logger: Logger;
  readonly limits: {
    readonly address: RateLimit;
    readonly user: RateLimit;
    /** By webhook. */
    readonly webhook: RateLimit;
    readonly commands: CommandLimits;
  };
  readonly status: () => Health['status'];
  /** Lets work in progress finish before the server stops. */
  readonly track: <T>(work: () => Promise<T>) => Promise<T>;
  /** The folder of the built SPA, if this server serves it. */
  readonly spa: string | undefined;
  /** What the documents at `/docs` say of this server, if they are served. */
  readonly documents: ApiInfo | undefined;
  /** The oldest version of the protocol that clients may speak. */
  readonly oldestClient: number;
}

/** The HTTP side: the routes under `HTTP_PREFIXES`, and the SPA if this server serves it. */
export function createHttpApp(context: Context, options: HttpOptions): Express {
  const { access, logger, spa, documents } = options;
  const auditNotes = new AuditNotes(context, (error) => logger.error({ err: error }, 'audit failed'));
  const xsrf = new Xsrf(context, options.xsrf, access);
  const prefixes = [...HTTP_PREFIXES];
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(...securityHeaders(access));
  app.use(checkAddress(access));
  app.use(
    HOOK_PREFIX,
    webhooks(context, { ...options, ...options.limits, limitAddress: limitAddress(options) }),
    notFound,
  );
  app.use(prefixes, limitAddress(options), cookieParser());
  app.get(pathOf(ROUTES.health), tellAddress(access));
  app.get(ICON_PATH, serverIcon(context));
  app.use(HTTP_PREFIX, checkVersion(options.oldestClient));
  app.get(pathOf(ROUTES.session), xsrf.give, noSession(context, access));
  app.use(prefixes, checkOrigin({ ...access, refused: noteOrigin(auditNotes, access) }));
  app.use(prefixes, ...jsonOnly, xsrf.check);
  app.use(
    mountRoutes(handlersOf(context, options.limits.commands, options.status), {
      context,
      access,
      cookie: new SessionCookie(access, xsrf),
      userLimit: options.limits.user,
      track: options.track,
    }),
  );
  app.use(prefixes, notFound);
  app.use(DOCUMENTS_PATH, documents === undefined ? notFound : serveDocuments(documents));
  app.use(spa === undefined ? notFound : serveSpa(spa));
  app.use(noteLimit(auditNotes, access), answerError(logger));
  return app;
}

const notFound: RequestHandler = () => {
  throw new ParleyError('E_NOT_FOUND');
};

function checkAddress({ addressOf, allowedAddresses }: AccessRules): RequestHandler {
  return (request, _response, next) => {
    if (allowedAddresses?.has(addressOf(request)) === false) throw new ParleyError('E_ORIGIN');
    next();
  };
}

/** Express 5 handles rejected promises. */
function limitAddress({ access, limits }: HttpOptions): RequestHandler {
  return async (request, _response, next) => {
    await limits.address.take(access.addressOf(request));
    next();
  };
}

function noteOrigin(auditNotes: AuditNotes, access: AccessRules): (request: Request) => void {
  return (request) => {
    const origin = request.get('origin')?.slice(0, 300) ?? '';
    auditNotes.note({ kind: 'origin_refused', address: access.addressOf(request), details: { origin } });
  };
}

function noteLimit(auditNotes: AuditNotes, access: AccessRules): ErrorRequestHandler {
  return (error: unknown, request, _response, next) => {
    if (error instanceof ParleyError && error.code === 'E_RATE_LIMITED') {
      const limit = request.path.slice(0, 300);
      auditNotes.note({ kind: 'rate_limited', address: access.addressOf(request), details: { limit } });
    }
    next(error);
  };
}

/** Answers with the client's address as the server sees it, so that `npm run doctor` can check TRUST_PROXY. */
function tellAddress({ addressOf }: Pick<AccessRules, 'addressOf'>): RequestHandler {
  return (request, response, next) => {
    response.setHeader('X-Seen-From', addressOf(request));
    next();
  };
}
