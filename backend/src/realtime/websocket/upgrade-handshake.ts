import type { IncomingMessage } from 'node:http';
import { GATEWAY_TOKEN_PREFIX, PROTOCOL_VERSION } from '@parley/protocol';
import type { AccessRules } from '../../security/access-rules.ts';
import { certificateUser } from '../../security/certificate-user.ts';
import { requestTokens } from '../../security/request-tokens.ts';
import type { Handshake } from '../connections.ts';

export interface HandshakeRules {
  readonly access: AccessRules;
  /** Whether a token in the address counts. */
  readonly queryToken: boolean;
}

/**
 * What a plain WebSocket presents: a token in a header, in a subprotocol, where it is allowed in the address, or in the cookie, and the
 * client certificate that the proxy checked. A cookie counts only with an allowed Origin.
 */
export function upgradeHandshake(
  request: IncomingMessage,
  query: URLSearchParams,
  { access, queryToken }: HandshakeRules,
): Handshake {
  const cookies = { [access.cookieName]: cookieIn(request, access.cookieName) };
  const { header, cookie } = requestTokens({ headers: request.headers, cookies }, access.cookieName);
  const inQuery = queryToken ? (query.get('token') ?? undefined) : undefined;
  const ownCookie = request.headers.origin === undefined ? undefined : cookie;
  return {
    address: access.addressOf(request),
    token: header ?? offeredToken(request) ?? inQuery ?? ownCookie,
    // The subprotocol has a version of its own.
    version: PROTOCOL_VERSION,
    certificateUser: certificateUser(request, access),
  };
}

/** The token among the offered subprotocols: pages cannot send a header. */
function offeredToken({ headers }: IncomingMessage): string | undefined {
  return headers['sec-websocket-protocol']
    ?.split(',')
    .map((offered) => offered.trim())
    .find((offered) => offered.startsWith(GATEWAY_TOKEN_PREFIX))
    ?.slice(GATEWAY_TOKEN_PREFIX.length);
}

/** Of two with one name, the first, as everywhere. */
function cookieIn({ headers }: IncomingMessage, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
