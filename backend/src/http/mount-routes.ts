import { type Parser, pathOf, type RequestOf, type RouteName, ROUTES } from '@parley/protocol';
import express, { type Request, type Response, type Router } from 'express';
import type { RateLimit } from '../domain/limits/rate-limit.ts';
import type { AccessRules } from '../security/access-rules.ts';
import { parseInput } from '../security/parse-input.ts';
import { callerOf, type CallerContext } from './caller-of.ts';
import { ExpressTokenReply } from './express-token-reply.ts';
import { Call, type Handlers } from './routes/call.ts';
import { checkRouteScopes } from './routes/route-scopes.ts';
import { Streamed } from './routes/streamed.ts';
import { stream } from './stream.ts';
import type { SessionCookie } from './session-cookie.ts';

const REQUESTS: { readonly [Name in RouteName]: { readonly request: Parser<RequestOf<Name>> } } = ROUTES;

interface MountOptions {
  readonly context: CallerContext;
  readonly access: AccessRules;
  readonly cookie: SessionCookie;
  readonly userLimit: RateLimit;
  /** Lets work in progress finish before the server stops. */
  readonly track: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Mounts every route of the protocol: checks the caller and their rights, parses, calls the handler, answers with JSON. */
export function mountRoutes(handlers: Handlers, options: MountOptions): Router {
  const router = express.Router();
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    const route = ROUTES[name];
    router[lower(route.method)](pathOf(route), async (request, response) => {
      const streamed = await options.track(() => answer(name, handlers, { ...options, request, response }));
      // A server that stops does not wait for its end.
      if (streamed !== undefined) await stream(streamed, response);
    });
  }
  return router;
}

interface Exchange extends MountOptions {
  readonly request: Request;
  readonly response: Response;
}

async function answer<Name extends RouteName>(
  name: Name,
  handlers: Pick<Handlers, Name>,
  { context, access, userLimit, cookie, request, response }: Exchange,
): Promise<Streamed | undefined> {
  const route = ROUTES[name];
  const who = await callerOf(context, request, route.who, access.cookieName);
  if (who !== undefined) {
    await userLimit.take(who.session.uid);
    checkRouteScopes(who.session.grant, name, request.params);
  }
  const input: unknown = route.method === 'GET' ? request.query : (request.body ?? {});
  const call = new Call<Name>({
    request: parseInput(REQUESTS[name].request, input),
    who,
    address: access.addressOf(request),
    params: request.params,
    reply: new ExpressTokenReply(response, cookie),
  });
  response.setHeader('Cache-Control', 'no-store');
  const answered = await handlers[name](call);
  if (answered instanceof Streamed) return answered;
  response.json(answered);
  return undefined;
}

function lower(method: 'GET' | 'POST' | 'PUT' | 'DELETE') {
  const names = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const;
  return names[method];
}
