import { CodedError } from '@parley/protocol';

/** The codes of bytes that are made anew: the log has gone on since they were made, or another device made them. */
const CODES: readonly string[] = ['E_KEY_EPOCH', 'E_UNSIGNED', 'E_MESSAGE_ID_REUSED'];

/** Whether a refusal asks for other bytes, under the same id. */
export function isRemade(error: unknown): boolean {
  return error instanceof CodedError && CODES.includes(error.code);
}
