import type { Body, Envelope, Payload, Uuid } from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { signEnvelope } from '../../crypto/envelopes/device-key.ts';
import type { SealingAccount } from '../../model/sealing/sealing-account.ts';

/** What an entry is to say, under the id that it will have. */
export interface Command<Said extends Body = Body> {
  readonly id: Uuid;
  readonly body: Said;
}

/** The same with its envelope. The two belong together: the envelope holds the hash of the body. */
export interface SealedCommand<Said extends Body = Body> extends Command<Said> {
  readonly payload: Payload;
}

/** Signs an envelope and puts it beside its command. */
export async function signed<Said extends Body>(
  { deviceKey }: SealingAccount,
  { id, body }: Command<Said>,
  envelope: Envelope,
): Promise<SealedCommand<Said>> {
  const bytes = await signEnvelope(deviceKey, envelope);
  return { id, body, payload: { kind: 'sealed', bytes: uint8ArrayToBase64(bytes) } };
}
