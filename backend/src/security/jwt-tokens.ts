import { createHash, randomUUID } from 'node:crypto';
import { ParleyError, Uuid } from '@parley/protocol';
import jwt from 'jsonwebtoken';
import * as z from 'zod/mini';
import type { Clock } from '../domain/clock.ts';
import type { TokenClaims, TokenCodec } from '../domain/sessions/token-codec.ts';

const ALGORITHM = 'HS256';
const ISSUER = 'parley';
const AUDIENCE = 'parley/web';

/**
 * No other header fields are allowed: the library ignores `crit`, whose extensions RFC 7515 requires to be refused, and keys
 * in `jwk`, `jku` or `x5c` are not ours.
 */
const Header = z.strictObject({
  alg: z.literal(ALGORITHM),
  kid: z.string(),
  typ: z.optional(z.literal('JWT')),
});

/** All are required. The library would accept a token without `exp`, which would live forever. */
const Claims = z.object({
  uid: Uuid,
  sid: Uuid,
  sub: z.string(),
  jti: z.string(),
  iat: z.number(),
  exp: z.number(),
});

interface JwtOptions {
  /** The first one signs; the others are still accepted. At least 32 characters each. */
  readonly secrets: readonly [string, ...string[]];
  /** ms */
  readonly lifetime: number;
  readonly clock: Clock;
}

/** JSON Web Tokens (RFC 7519) with one algorithm; `kid` names the key, so that secrets can be rotated. */
export function jwtTokens({ secrets, lifetime, clock }: JwtOptions): TokenCodec {
  const [signing] = secrets;
  const secretsByKid = new Map(secrets.map((secret) => [kidOf(secret), secret]));
  return {
    lifetime,
    sign: (claims) => sign(signing, claims),
    verify: (token) => {
      try {
        const secret = secretsByKid.get(kidIn(token));
        if (secret === undefined) throw new ParleyError('E_UNAUTHENTICATED');
        return claimsOf(verified(token, secret, clock()));
      } catch (error) {
        throw refusalOf(error);
      }
    },
  };
}

function kidOf(secret: string): string {
  return createHash('sha256').update(`parley/v1/kid\0${secret}`).digest('hex').slice(0, 16);
}

function kidIn(token: string): string {
  return Header.parse(jwt.decode(token, { complete: true })?.header).kid;
}

/** @param now ms */
function verified(token: string, secret: string, now: number): unknown {
  return jwt.verify(token, secret, {
    algorithms: [ALGORITHM],
    issuer: ISSUER,
    audience: AUDIENCE,
    clockTimestamp: Math.floor(now / 1_000),
  });
}

function sign(secret: string, { uid, sid, username, issuedAt, expiresAt }: TokenClaims): string {
  return jwt.sign({ uid, sid, iat: issuedAt / 1_000, exp: expiresAt / 1_000 }, secret, {
    algorithm: ALGORITHM,
    keyid: kidOf(secret),
    subject: username,
    issuer: ISSUER,
    audience: AUDIENCE,
    jwtid: randomUUID(),
  });
}

function claimsOf(payload: unknown): TokenClaims {
  const { uid, sid, sub, iat, exp } = Claims.parse(payload);
  return { uid, sid, username: sub, issuedAt: iat * 1_000, expiresAt: exp * 1_000 };
}

function refusalOf(error: unknown): ParleyError {
  return new ParleyError(error instanceof jwt.TokenExpiredError ? 'E_SESSION_ENDED' : 'E_UNAUTHENTICATED');
}
