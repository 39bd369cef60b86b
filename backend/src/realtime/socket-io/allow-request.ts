import type { IncomingMessage } from 'node:http';
import type { Doors } from '../../security/doors.ts';

interface DoorKeeper {
  readonly doors: Doors;
  /** Whether there is no room even for a refusal, or the server is about to stop. */
  readonly closed: () => boolean;
  /** Whether there is room for one more connection of an address, if only to refuse it. */
  readonly hasRoom: (address: string) => Promise<boolean>;
  readonly originRefused: (origin: string, address: string) => void;
  readonly crowded: (address: string) => void;
  readonly failed: (error: unknown) => void;
}

type Answer = (error: string | null, success: boolean) => void;

/**
 * Decides on a connection before the upgrade. Pages of other origins are refused here: Socket.IO's `cors` alone would
 * admit their WebSockets. A request without Origin comes from no browser; its cookie alone will not count later.
 * @returns the handler for Engine.IO's `allowRequest`
 */
export function allowRequest(keeper: DoorKeeper) {
  return (request: IncomingMessage, answer: Answer): void => {
    refusalOf(request, keeper).then(
      (refusal) => answer(refusal ?? null, refusal === undefined),
      (error: unknown) => {
        keeper.failed(error);
        answer('E_INTERNAL', false);
      },
    );
  };
}

async function refusalOf(request: IncomingMessage, keeper: DoorKeeper): Promise<string | undefined> {
  const { doors, closed, hasRoom, originRefused, crowded } = keeper;
  const { origin } = request.headers;
  const address = doors.addressOf(request);
  const isOurs = origin === undefined || doors.allowedOrigins.includes(origin);
  if (!isOurs) originRefused(origin.slice(0, 300), address);
  if (closed()) return 'E_SERVER_FULL';
  if (!isOurs || doors.allowedAddresses?.has(address) === false) return 'E_ORIGIN';
  if (await hasRoom(address)) return undefined;
  crowded(address);
  return 'E_TOO_MANY_CONNECTIONS';
}
