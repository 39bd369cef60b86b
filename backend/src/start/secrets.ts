import { createHmac } from 'node:crypto';
import type { Config } from '../config/config.ts';
import { auditSecretsOf, tokenSecretsOf } from '../config/signing-secrets.ts';
import type { AuditSigner } from '../domain/audit/audit-signer.ts';
import type { Clock } from '../domain/clock.ts';
import { ChallengeCodec } from '../domain/passwords/challenge-codec.ts';
import type { TokenCodec } from '../domain/sessions/token-codec.ts';
import { auditKeys } from '../security/audit/audit-keys.ts';
import { jwtTokens } from '../security/jwt-tokens.ts';
import { XsrfProofs } from '../security/xsrf-proofs.ts';

/** The keys made from the secrets: for tokens, XSRF proofs, login challenges, the salts of unknown users, and the audit log. */
export interface Secrets {
  readonly tokens: TokenCodec;
  readonly xsrf: XsrfProofs;
  readonly challenges: ChallengeCodec;
  readonly saltSecret: string;
  readonly audit: AuditSigner;
}

export function secretsOf(config: Config, clock: Clock): Secrets {
  const { jwt, saltSecret, tokenLifetime } = config;
  const secrets = tokenSecretsOf(jwt);
  return {
    tokens: jwtTokens({ secrets, lifetime: tokenLifetime, clock }),
    xsrf: new XsrfProofs(secrets),
    challenges: new ChallengeCodec(secrets),
    saltSecret: saltSecret ?? createHmac('sha256', secrets[0]).update('parley/v1/fake-salt').digest('base64'),
    audit: auditKeys(auditSecretsOf(config)),
  };
}
