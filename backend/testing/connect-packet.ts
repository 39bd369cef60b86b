import { NAMESPACE, PROTOCOL_VERSION } from '@parley/protocol';

/** What a client says first on a connection: who it is, and the version of the protocol. */
export function connectPacket(token?: string): string {
  return `40${NAMESPACE},${JSON.stringify({ token, version: PROTOCOL_VERSION })}`;
}
