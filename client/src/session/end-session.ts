import { CodedError } from '@parley/protocol';
import { endsSession } from '../ports/credentials.ts';
import type { HttpApi } from '../ports/http-api.ts';

/** A session that is over already is what was asked for: the answer to an earlier try may have been lost. */
export async function endSession(api: HttpApi): Promise<void> {
  try {
    await api.call('logout');
  } catch (error) {
    if (!(error instanceof CodedError) || !endsSession(error.code)) throw error;
  }
}
