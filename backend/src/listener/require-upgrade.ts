import type { RequestListener } from 'node:http';
import { ERRORS, isGatewayUrl, ParleyError } from '@parley/protocol';

const ERROR = new ParleyError('E_UPGRADE_REQUIRED').toWire();
const BODY = JSON.stringify(ERROR);

/** Answers what asks for the WebSocket's address as for a page (RFC 9110, section 15.5.22). Other requests go on. */
export function requireUpgrade(listener: RequestListener): RequestListener {
  return (request, response) => {
    if (!isGatewayUrl(request.url ?? '')) {
      listener(request, response);
      return;
    }
    const headers = {
      Upgrade: 'websocket',
      // What it sent with it is not read.
      Connection: 'Upgrade, close',
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(BODY),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    };
    response.writeHead(ERRORS[ERROR.code].status, headers).end(BODY);
  };
}
