import type { Config } from '../config/config.ts';
import { tokenSecretsOf } from '../config/signing-secrets.ts';
import type { TokenCodec } from '../domain/sessions/token-codec.ts';
import { jwtTokens } from '../security/jwt-tokens.ts';

/** Tokens as the server signs them. */
export function operatorTokens({ jwt, tokenLifetime }: Config): TokenCodec {
  return jwtTokens({ secrets: tokenSecretsOf(jwt), lifetime: tokenLifetime, clock: Date.now });
}
