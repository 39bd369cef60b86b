import type { IncomingMessage } from 'node:http';

/**
 * A connection is one WebSocket from beginning to end. Engine.IO would let another request take a connection over by
 * naming its id, without a check of its origin and without being counted.
 */
export function refuseTakeover(
  request: IncomingMessage,
  _response: unknown,
  next: (refusal?: Error) => void,
): void {
  const { searchParams } = new URL(request.url ?? '', 'http://localhost');
  next(searchParams.has('sid') ? new Error('a connection is one WebSocket') : undefined);
}
