import type { $ZodType, JSONSchema } from 'zod/v4/core';
import { Session } from '../accounts/session.ts';
import { ERROR_CODES } from '../errors/error-codes.ts';
import { ERRORS } from '../errors/errors.ts';
import { WireError } from '../errors/wire-error.ts';
import { Uuid } from '../ids.ts';
import { AUTH_TOKEN_HEADER, HTTP_PREFIX, XSRF_COOKIE, XSRF_HEADER } from '../routes/http.ts';
import { pathOf } from '../routes/path-of.ts';
import type { Route } from '../routes/route.ts';
import { type RouteName, ROUTES } from '../routes/routes.ts';
import { SEALING_PROTOCOL_VERSION, VERSION_HEADER } from '../version.ts';
import { HOOK_PATHS } from './hook-operation.ts';
import { JsonSchemas } from './json-schemas.ts';
import { ROUTE_SUMMARIES } from './route-summaries.ts';

type JsonSchema = JSONSchema.BaseSchema;

export interface ApiInfo {
  /** Of the software. */
  readonly version: string;
  /** The address that users open, such as `https://chat.example.org`. */
  readonly publicUrl: string;
  /** Of the cookie with the token. */
  readonly cookieName: string;
}

const DESCRIPTION =
  "Parley's HTTP. Everything is JSON. An answer other than 200 is an `Error` of one shape. How logins are signed, what is hashed, " +
  'and what a client has to do so that nothing is lost stands in `docs/protocol.md`.';

const VERSION_PARAMETER = { $ref: '#/components/parameters/Version' };

/** OpenAPI 3.1 of every route in the table. */
export function openApiOf({ version, publicUrl, cookieName }: ApiInfo) {
  const schemas = new JsonSchemas(
    Object.values(ROUTES).flatMap(({ request, response }) => [request, response]),
    'draft-2020-12',
  );
  const paths: Record<string, Record<string, unknown>> = {};
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    const path = writtenPath(ROUTES[name]);
    paths[path] = { ...paths[path], [ROUTES[name].method.toLowerCase()]: operation(name, schemas) };
  }
  Object.assign(paths, HOOK_PATHS);
  const components = {
    responses: {
      Refused: refusal('What was asked for is refused', 400, schemas),
      Failed: refusal('The server failed', 500, schemas),
    },
    parameters: { Version: versionParameter },
    securitySchemes: securitySchemes(cookieName),
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parley',
      version,
      summary: 'Self-hosted team chat',
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl }],
    tags: tagsOf(paths),
    paths,
    components: { schemas: schemas.referredToIn([paths, components]), ...components },
  };
}

/** With the parameters as OpenAPI writes them. */
function writtenPath(route: Pick<Route, 'prefix' | 'path'>): string {
  return pathOf(route).replaceAll(/:(\w+)/g, '{$1}');
}

function operation(name: RouteName, schemas: JsonSchemas) {
  const route: Route = ROUTES[name];
  const body = route.method === 'GET' || isEmpty(schemas.of(route.request)) ? undefined : route.request;
  return {
    operationId: name,
    summary: ROUTE_SUMMARIES[name],
    tags: [tagOf(writtenPath(route))],
    security: securityOf(route),
    parameters: [
      ...(needsVersion(route) ? [VERSION_PARAMETER] : []),
      ...pathParameters(route, schemas),
      ...(route.method === 'GET' ? queryParameters(schemas.of(route.request)) : []),
    ],
    ...(body && { requestBody: { required: true, content: jsonOf(body, schemas) } }),
    responses: {
      200: {
        description: 'Done.',
        ...(carriesToken(route) && { headers: TOKEN_HEADERS }),
        content: route.content === undefined ? jsonOf(route.response, schemas) : linesOf(route.content),
      },
      '4XX': { $ref: '#/components/responses/Refused' },
      '5XX': { $ref: '#/components/responses/Failed' },
    },
  };
}

/** Probes and machines name none. */
function needsVersion(route: Route): boolean {
  return pathOf(route).startsWith(`${HTTP_PREFIX}/`) && pathOf(route) !== pathOf(ROUTES.health);
}

function jsonOf(schema: $ZodType, schemas: JsonSchemas) {
  return { 'application/json': { schema: schemas.of(schema) } };
}

/** OpenAPI has no schema for the lines of a stream. */
function linesOf(content: string) {
  return { [content]: { schema: { type: 'string' } } };
}

function isEmpty({ properties }: JsonSchema): boolean {
  return properties !== undefined && Object.keys(properties).length === 0;
}

/** By the part of the path that says what it is about. */
function tagOf(path: string): string {
  const [, prefix = '', about = ''] = path.split('/');
  return `/${prefix}` === HTTP_PREFIX ? about : prefix;
}

function tagsOf(paths: Readonly<Record<string, unknown>>) {
  return [...new Set(Object.keys(paths).map(tagOf))].map((name) => ({ name }));
}

/** Parameters of paths that are no ids. */
const NAMES: ReadonlySet<string | undefined> = new Set(['name', 'secret']);

function pathParameters({ path }: Route, schemas: JsonSchemas) {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: NAMES.has(name) ? { type: 'string' } : schemas.of(Uuid),
  }));
}

function queryParameters({ properties = {}, required = [] }: JsonSchema) {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

const versionParameter = {
  name: VERSION_HEADER,
  in: 'header',
  required: true,
  description: 'The version of the protocol that the client speaks.',
  schema: { type: 'integer', minimum: SEALING_PROTOCOL_VERSION },
};

/** A token comes with what begins a session, or goes on with it. */
function carriesToken({ response }: Route): boolean {
  return response === Session;
}

const TOKEN_HEADERS = {
  [AUTH_TOKEN_HEADER]: {
    description: 'The token, for clients that keep it themselves.',
    schema: { type: 'string' },
  },
  'Set-Cookie': {
    description: `The token, for browsers, and the proof \`${XSRF_COOKIE}\`.`,
    schema: { type: 'string' },
  },
};

function securityOf({ who, method }: Route) {
  if (who === 'nobody') return [];
  const cookie = method === 'GET' ? { cookie: [] } : { cookie: [], xsrf: [] };
  return [{ authToken: [] }, { bearer: [] }, cookie];
}

function securitySchemes(cookieName: string) {
  return {
    authToken: {
      type: 'apiKey',
      in: 'header',
      name: AUTH_TOKEN_HEADER,
      description: 'The token that a login answers with.',
    },
    bearer: { type: 'http', scheme: 'bearer', description: 'The same token.' },
    cookie: { type: 'apiKey', in: 'cookie', name: cookieName, description: 'The same token, of a browser.' },
    xsrf: {
      type: 'apiKey',
      in: 'header',
      name: XSRF_HEADER,
      description: `Beside the cookie, for everything that changes something: what the cookie \`${XSRF_COOKIE}\` says.`,
    },
  };
}

/** The refusals of a hundred: 400 stands for 400 to 499. */
function refusal(what: string, hundred: number, schemas: JsonSchemas) {
  const codes = ERROR_CODES.filter((code) => Math.floor(ERRORS[code].status / 100) * 100 === hundred);
  const lines = codes.map((code) => `- \`${code}\` (${ERRORS[code].status}): ${ERRORS[code].message}`);
  return { description: `${what}:\n\n${lines.join('\n')}`, content: jsonOf(WireError, schemas) };
}
