import type { Uuid } from '@parley/protocol';

/** The contents of a token. `uid` and `sid` decide; the username is for people who read logs. */
export interface TokenClaims {
  readonly uid: Uuid;
  readonly sid: Uuid;
  readonly username: string;
  /** ms */
  readonly issuedAt: number;
  /** ms */
  readonly expiresAt: number;
}

/** Signs and checks tokens. */
export interface TokenCodec {
  /** How long a token lives, in ms. */
  readonly lifetime: number;
  sign(claims: TokenClaims): string;
  /** @throws ParleyError `E_SESSION_ENDED` for an expired token, `E_UNAUTHENTICATED` for any other invalid one */
  verify(token: string): TokenClaims;
}
