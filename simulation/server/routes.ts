import { authenticate } from '@parley/backend/domain/sessions/authenticate.ts';
import type { Context } from '@parley/backend/domain/context.ts';
import { handlersOf } from '@parley/backend/routes/all-routes.ts';
import { Call, type Caller, type Handlers, type TokenReply } from '@parley/backend/routes/call.ts';
import type { CommandLimits } from '@parley/backend/routes/command-limits.ts';
import { RegistrationLimit } from '@parley/backend/routes/registration-limit.ts';
import { windowLimit } from '@parley/backend/security/limits/window-limit.ts';
import { parseInput } from '@parley/backend/security/parse-input.ts';
import type { HttpRequest } from '@parley/client';
import { ParleyError, pathOf, ROUTES, type Parser, type RequestOf, type RouteName } from '@parley/protocol';

const REQUESTS: { readonly [Name in RouteName]: { readonly request: Parser<RequestOf<Name>> } } = ROUTES;
/** The limits count in real time, of which a simulated week has none. */
const UNLIMITED = { user: windowLimit('user', 0, 1), address: windowLimit('address', 0, 1) };
const LIMITS: CommandLimits = {
  registrations: new RegistrationLimit(() => 0),
  groups: UNLIMITED,
  additions: UNLIMITED,
  changes: UNLIMITED,
  keyChanges: UNLIMITED,
  vaults: UNLIMITED,
  searches: UNLIMITED,
  hooks: UNLIMITED,
  reports: UNLIMITED,
  messages: UNLIMITED,
};
/** Simulated sessions never end, so that no answer carries a token. */
const NO_TOKENS: TokenReply = { enter: refuse, show: refuse, leave: refuse };

/** The server's own routes, with simulated requests in place of Express. */
export class Routes {
  readonly #context: Context;
  readonly #handlers: Handlers;

  constructor(context: Context) {
    this.#context = context;
    this.#handlers = handlersOf(context, LIMITS, () => 'ok');
  }

  /** @throws ParleyError */
  async answer(token: string, { method, path, body }: HttpRequest): Promise<unknown> {
    const url = new URL(path, 'http://simulated');
    for (const name of Object.keys(ROUTES) as RouteName[]) {
      const params =
        method === ROUTES[name].method ? paramsIn(pathOf(ROUTES[name]), url.pathname) : undefined;
      const input: unknown = method === 'GET' ? Object.fromEntries(url.searchParams) : (body ?? {});
      if (params !== undefined) return call(name, this.#handlers, await this.#partsOf(token, params, input));
    }
    throw new ParleyError('E_NOT_FOUND');
  }

  async #partsOf(token: string, params: Params, input: unknown): Promise<Parts> {
    const who = { ...(await authenticate(this.#context, token)), token };
    return { who, params, input };
  }
}

interface Parts {
  readonly who: Caller;
  readonly params: Params;
  readonly input: unknown;
}

type Params = Readonly<Record<string, string>>;

async function call<Name extends RouteName>(
  name: Name,
  handlers: Pick<Handlers, Name>,
  { who, params, input }: Parts,
): Promise<unknown> {
  const request = parseInput(REQUESTS[name].request, input);
  return handlers[name](new Call<Name>({ request, who, params, address: 'simulated', reply: NO_TOKENS }));
}

/** The parameters of a matching path, otherwise undefined. */
function paramsIn(pattern: string, path: string): Params | undefined {
  const expression = pattern.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)');
  const match = new RegExp(`^${expression}$`).exec(path);
  return match === null ? undefined : { ...match.groups };
}

function refuse(): never {
  throw new Error('the simulation has no tokens to give');
}
