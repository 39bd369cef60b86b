import type { IncomingMessage } from 'node:http';

/**
 * A connection is one WebSocket, from beginning to end. Engine.IO would let a request that names a connection go on as
 * it, whom nobody asked for an origin or counted.
 */
export function refuseTakeover(
  request: IncomingMessage,
  _response: unknown,
  next: (refusal?: Error) => void,
): void {
  const { searchParams } = new URL(request.url ?? '', 'http://localhost');
  next(searchParams.has('sid') ? new Error('a connection is one WebSocket') : undefined);
}
