import { certificateUser } from '../../security/certificate-user.ts';
import type { AccessRules } from '../../security/access-rules.ts';
import { requestTokens } from '../../security/request-tokens.ts';
import type { Handshake } from '../connections.ts';
import type { ChatSocket } from './chat-server.ts';

/**
 * What a socket presents: a token in the handshake, in the `auth-token` or `Authorization` header or in the cookie, and the
 * client certificate that the proxy checked. A cookie counts only with an allowed Origin.
 */
export function handshakeOf(socket: ChatSocket, access: AccessRules): Handshake {
  return {
    address: access.addressOf(socket.request),
    token: tokenOf(socket, access),
    version: socket.handshake.auth.version,
    certificateUser: certificateUser(socket.request, access),
  };
}

function tokenOf({ handshake, request }: ChatSocket, { cookieName }: AccessRules): string | undefined {
  const given: unknown = handshake.auth.token;
  if (typeof given === 'string' && given !== '') return given;
  const { header, cookie } = requestTokens(request, cookieName);
  return header ?? (request.headers.origin === undefined ? undefined : cookie);
}
