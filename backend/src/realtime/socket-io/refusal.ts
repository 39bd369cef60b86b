import type { Refusal, WireError } from '@parley/protocol';
import type { ExtendedError } from 'socket.io';

/** A failure in the form of a `connect_error` of the namespace. */
export function refusal({ code, message, retryAfterMs, correlationId }: WireError): ExtendedError {
  const data: Refusal = {
    code,
    message,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(correlationId !== undefined && { correlationId }),
  };
  return Object.assign(new Error(code), { data });
}
