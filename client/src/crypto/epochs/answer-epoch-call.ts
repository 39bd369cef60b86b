import { EnvelopeError } from '@parley/protocol';
import type { EpochCrypto } from '../../ports/sealing/epoch-crypto.ts';
import type { EpochAnswer, EpochCall, EpochRequest } from './epoch-messages.ts';

/** Does in the worker what the page asked for. */
export async function answerEpochCall(crypto: EpochCrypto, { id, call }: EpochRequest): Promise<EpochAnswer> {
  try {
    return { id, result: await resultOf(crypto, call) };
  } catch (error) {
    return error instanceof EnvelopeError ? { id, refusal: error.refusal } : { id, failed: String(error) };
  }
}

function resultOf(crypto: EpochCrypto, call: EpochCall) {
  switch (call.method) {
    case 'unsealable':
      return crypto.unsealable(...call.input);
    case 'seal':
      return crypto.seal(...call.input);
    case 'open':
      return crypto.open(...call.input);
  }
}
