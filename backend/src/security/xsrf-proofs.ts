import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Uuid } from '@parley/protocol';

/**
 * The value that our page has to repeat in a header, and that other sites cannot read: an HMAC over the session's id. All
 * servers with the same secrets compute the same value; the value of another session is not accepted.
 */
export class XsrfProofs {
  readonly #secrets: readonly [string, ...string[]];

  /** @param secrets the first one makes proofs; proofs by the others are still accepted */
  constructor(secrets: readonly [string, ...string[]]) {
    this.#secrets = secrets;
  }

  /** @param sid left out for a browser without a session */
  of(sid: Uuid | undefined): string {
    return proof(this.#secrets[0], sid);
  }

  isOf(sid: Uuid | undefined, given: string | undefined): boolean {
    return given !== undefined && this.#secrets.some((secret) => equal(given, proof(secret, sid)));
  }
}

function proof(secret: string, sid: Uuid | undefined): string {
  return createHmac('sha256', secret)
    .update(`parley/v1/xsrf\0${sid ?? ''}`)
    .digest('base64url');
}

/** Compares bytes: texts of equal length can differ in bytes, and `timingSafeEqual` throws then. */
function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
