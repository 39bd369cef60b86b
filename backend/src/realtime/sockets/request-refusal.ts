import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '@parley/protocol';
import type { Logger } from '../../logging/logger.ts';
import type { Admission } from '../admission/admission.ts';
import { isForeign, type OriginKeeper } from './is-foreign.ts';

export interface RequestKeeper extends OriginKeeper {
  readonly admission: Pick<Admission, 'isFull' | 'hasRoom'>;
  readonly logger: Logger;
  /** Whether the server is about to stop. */
  readonly draining: () => boolean;
}

/** Why a connection is refused before anything is known but its request; undefined if it is not. */
export async function refusalOf(
  request: IncomingMessage,
  keeper: RequestKeeper,
): Promise<ErrorCode | undefined> {
  const { access, admission, draining } = keeper;
  const address = access.addressOf(request);
  const foreign = isForeign(request, keeper);
  if (draining() || admission.isFull) return 'E_SERVER_FULL';
  if (foreign || access.allowedAddresses?.has(address) === false) return 'E_ORIGIN';
  return (await admission.hasRoom(address)) ? undefined : 'E_TOO_MANY_CONNECTIONS';
}
