import { GATEWAY_PROTOCOL } from '@parley/protocol';
import { GatedWebSocketServer } from '../sockets/gated-web-socket.ts';

/** Some libraries cut a message into frames as large as a packet of the network, about 1,300 bytes. */
const FRAGMENTS = 128;

/** What speaks RFC 6455 with scripts, without extensions. */
export function gatewayServer(frameBytes: number): GatedWebSocketServer {
  return new GatedWebSocketServer({
    noServer: true,
    maxPayload: frameBytes,
    maxFragments: FRAGMENTS,
    perMessageDeflate: false,
    handleProtocols: (offered) => offered.has(GATEWAY_PROTOCOL) && GATEWAY_PROTOCOL,
  });
}
