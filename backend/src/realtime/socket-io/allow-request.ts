import type { IncomingMessage } from 'node:http';
import { refusalOf, type RequestKeeper } from '../sockets/request-refusal.ts';

type Answer = (error: string | null, success: boolean) => void;

/**
 * Decides on a connection before its first packet. Pages of other origins are refused here: Socket.IO's `cors` alone would
 * admit their WebSockets. Without an Origin, the cookie will not count later.
 * @returns the handler for Engine.IO's `allowRequest`
 */
export function allowRequest(keeper: RequestKeeper) {
  return (request: IncomingMessage, answer: Answer): void => {
    const failed = (error: unknown) =>
      keeper.logger.error({ err: error }, 'a connection could not be judged');
    refusalOf(request, keeper)
      .catch((error: unknown) => {
        failed(error);
        return 'E_INTERNAL';
      })
      .then((refusal) => answer(refusal ?? null, refusal === undefined))
      // The library throws where somebody else took the connection.
      .catch(failed);
  };
}
