import { createHmac } from 'node:crypto';

/** The header of an outgoing webhook that says when it was sent and proves by whom. */
export const HOOK_SIGNATURE = 'parley-signature';

/**
 * `t=` the time in ms, `v1=` HMAC-SHA-256 in hex, with the secret's text as key, over time, a dot and the body. The time is in it, so that a
 * request cannot be sent again later.
 */
export function hookSignature(secret: string, time: number, body: string): string {
  const code = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return `t=${time},v1=${code}`;
}
