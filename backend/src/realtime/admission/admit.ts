import { ParleyError, versionIn } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import type { Logger } from '../../logging/logger.ts';
import { wireErrorOf } from '../../logging/wire-error.ts';
import { TokenBucket, type Rate } from '../../security/limits/token-bucket.ts';
import type { Admittance, ConnectionData, Handshake } from '../connections.ts';
import type { Admission } from './admission.ts';
import { authenticateHandshake } from './authenticate-handshake.ts';

/** The limit on all events of a connection: far more than a client needs, far less than a flood. */
const EVENTS: Rate = { perSecond: 50, burst: 200 };

export interface AdmitOptions {
  readonly admission: Admission;
  readonly messageRate: () => Rate;
  /** The oldest version of the protocol that clients may speak. */
  readonly oldestClient: number;
  readonly logger: Logger;
}

/** Admits a connection if it is authenticated and there is room for it, or refuses it with a reason. */
export async function admit(
  context: Context,
  handshake: Handshake,
  options: AdmitOptions,
): Promise<Admittance> {
  try {
    return { kind: 'admitted', data: await identify(context, handshake, options) };
  } catch (error) {
    return { kind: 'refused', error: wireErrorOf(error, options.logger) };
  }
}

async function identify(
  context: Context,
  handshake: Handshake,
  { admission, messageRate, oldestClient }: AdmitOptions,
): Promise<ConnectionData> {
  const { address } = handshake;
  await admission.checkAddress(address);
  if (versionIn(handshake.version) < oldestClient) throw new ParleyError('E_CLIENT_OUTDATED');
  const identity = await authenticateHandshake(context, handshake);
  admission.checkUser(identity.uid, address);
  // With the message limit turned off (for measurements), events are not limited either.
  const events = messageRate().perSecond === 0 ? undefined : new TokenBucket(EVENTS, context.clock());
  return { ...identity, address, events, entered: Promise.resolve() };
}
