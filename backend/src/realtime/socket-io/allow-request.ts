import type { IncomingMessage } from 'node:http';
import type { Logger } from '../../logging/logger.ts';
import type { Admission } from '../admission/admission.ts';
import { isForeign, type OriginKeeper } from './is-foreign.ts';

export interface RequestKeeper extends OriginKeeper {
  readonly admission: Pick<Admission, 'isFull' | 'hasRoom'>;
  readonly logger: Logger;
  /** Whether the server is about to stop. */
  readonly draining: () => boolean;
}

type Answer = (error: string | null, success: boolean) => void;

/**
 * Decides on a connection before its first packet. Pages of other origins are refused here: Socket.IO's `cors` alone would
 * admit their WebSockets. Without an Origin, the cookie will not count later.
 * @returns the handler for Engine.IO's `allowRequest`
 */
export function allowRequest(keeper: RequestKeeper) {
  return (request: IncomingMessage, answer: Answer): void => {
    refusalOf(request, keeper).then(
      (refusal) => answer(refusal ?? null, refusal === undefined),
      (error: unknown) => {
        keeper.logger.error({ err: error }, 'a connection could not be judged');
        answer('E_INTERNAL', false);
      },
    );
  };
}

async function refusalOf(request: IncomingMessage, keeper: RequestKeeper): Promise<string | undefined> {
  const { access, admission, draining } = keeper;
  const address = access.addressOf(request);
  const foreign = isForeign(request, keeper);
  if (draining() || admission.isFull) return 'E_SERVER_FULL';
  if (foreign || access.allowedAddresses?.has(address) === false) return 'E_ORIGIN';
  return (await admission.hasRoom(address)) ? undefined : 'E_TOO_MANY_CONNECTIONS';
}
