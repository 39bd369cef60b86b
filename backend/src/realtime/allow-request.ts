import type { IncomingMessage } from 'node:http';
import type { Doors } from '../security/doors.ts';

interface DoorKeeper {
  readonly doors: Doors;
  /** Whether there is no room even for saying no politely, or the server is about to stop. */
  readonly closed: () => boolean;
  readonly originRefused: (origin: string, address: string) => void;
}

type Answer = (error: string | null, success: boolean) => void;

/**
 * Decides on a connection before the upgrade. Pages of other origins get no further: Socket.IO's `cors` alone would let
 * their WebSockets in. No Origin means no browser; such a client has to bring more than a cookie, which is looked at later.
 */
export function allowRequest({ doors, closed, originRefused }: DoorKeeper) {
  return (request: IncomingMessage, answer: Answer): void => {
    const { origin } = request.headers;
    const address = doors.addressOf(request);
    const isOurs = origin === undefined || doors.allowedOrigins.includes(origin);
    if (!isOurs) originRefused(origin.slice(0, 300), address);
    if (closed()) answer('E_SERVER_FULL', false);
    else if (!isOurs || doors.allowedAddresses?.has(address) === false) answer('E_ORIGIN', false);
    else answer(null, true);
  };
}
