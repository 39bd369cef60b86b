import { createHmac } from 'node:crypto';
import type { Config } from './config/config.ts';
import { secretFile } from './config/secret-file.ts';
import type { Clock } from './domain/clock.ts';
import type { TokenCodec } from './domain/sessions/token-codec.ts';
import { jwtTokens } from './security/jwt-tokens.ts';
import { XsrfProofs } from './security/xsrf-proofs.ts';

/** What signs tokens, what proves that our page is asking, and what makes the salts of users that do not exist. */
export interface Secrets {
  readonly tokens: TokenCodec;
  readonly xsrf: XsrfProofs;
  readonly saltSecret: string;
}

export function secretsOf({ jwt, saltSecret, tokenLifetime }: Config, clock: Clock): Secrets {
  const secret = jwt.kind === 'file' ? secretFile(jwt.file) : jwt.secret;
  const previous = jwt.kind === 'file' ? undefined : jwt.previous;
  const secrets: [string, ...string[]] = previous === undefined ? [secret] : [secret, previous];
  return {
    tokens: jwtTokens({ secrets, lifetime: tokenLifetime, clock }),
    xsrf: new XsrfProofs(secrets),
    saltSecret: saltSecret ?? createHmac('sha256', secret).update('parley/v1/fake-salt').digest('base64'),
  };
}
