import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Uuid } from '@parley/protocol';

/**
 * What a page of ours has to repeat in a header, because no other site can read it: an HMAC over the session's id. Every
 * server with the same secrets makes the same one, and one of another session proves nothing.
 */
export class XsrfProofs {
  readonly #secrets: readonly [string, ...string[]];

  /** @param secrets the one that makes proofs comes first; those of the others are still accepted */
  constructor(secrets: readonly [string, ...string[]]) {
    this.#secrets = secrets;
  }

  /** @param sid left out for a browser without a session of ours */
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

/** Compared in bytes: two texts of one length can differ in theirs, and `timingSafeEqual` throws then. */
function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
