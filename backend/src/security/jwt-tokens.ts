import { createHash, randomUUID } from 'node:crypto';
import { ParleyError, Uuid } from '@parley/protocol';
import { errors, jwtVerify, SignJWT, type JWTHeaderParameters, type JWTPayload } from 'jose';
import * as z from 'zod/mini';
import type { Clock } from '../domain/clock.ts';
import type { TokenClaims, TokenCodec } from '../domain/sessions/token-codec.ts';

const ALGORITHM = 'HS256';
const ISSUER = 'parley';
const AUDIENCE = 'parley/web';

const Claims = z.object({
  uid: Uuid,
  sid: Uuid,
  sub: z.string(),
  jti: z.string(),
  iat: z.number(),
  exp: z.number(),
});

interface JwtOptions {
  /** The one that signs comes first; the others are still accepted. At least 32 characters each. */
  readonly secrets: readonly [string, ...string[]];
  /** ms */
  readonly lifetime: number;
  readonly clock: Clock;
}

interface Key {
  readonly kid: string;
  readonly bytes: Uint8Array;
}

/** JSON Web Tokens (RFC 7519) with one algorithm; the key is found by its `kid`, so that secrets can be rotated. */
export function jwtTokens({ secrets, lifetime, clock }: JwtOptions): TokenCodec {
  const [signing, ...older] = secrets.map(keyOf);
  if (signing === undefined) throw new Error('a token needs a secret');
  const keys = new Map([signing, ...older].map(({ kid, bytes }) => [kid, bytes]));
  const keyFor = ({ kid }: JWTHeaderParameters | { kid?: string }) => {
    const key = keys.get(kid ?? '');
    if (key === undefined) throw new ParleyError('E_UNAUTHENTICATED');
    return key;
  };
  return {
    lifetime,
    sign: (claims) => sign(signing, claims),
    verify: async (token) => {
      try {
        const { payload } = await jwtVerify(token, keyFor, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: AUDIENCE,
          requiredClaims: ['exp', 'iat', 'sub', 'jti'],
          currentDate: new Date(clock()),
        });
        return claimsOf(payload);
      } catch (error) {
        throw refusalOf(error);
      }
    },
  };
}

function keyOf(secret: string): Key {
  const kid = createHash('sha256').update(`parley/v1/kid\0${secret}`).digest('hex').slice(0, 16);
  return { kid, bytes: new TextEncoder().encode(secret) };
}

function sign(
  { kid, bytes }: Key,
  { uid, sid, username, issuedAt, expiresAt }: TokenClaims,
): Promise<string> {
  return new SignJWT({ uid, sid })
    .setProtectedHeader({ alg: ALGORITHM, kid })
    .setSubject(username)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt / 1_000)
    .setExpirationTime(expiresAt / 1_000)
    .sign(bytes);
}

function claimsOf(payload: JWTPayload): TokenClaims {
  const { uid, sid, sub, iat, exp } = Claims.parse(payload);
  return { uid, sid, username: sub, issuedAt: iat * 1_000, expiresAt: exp * 1_000 };
}

function refusalOf(error: unknown): ParleyError {
  return new ParleyError(error instanceof errors.JWTExpired ? 'E_SESSION_ENDED' : 'E_UNAUTHENTICATED');
}
