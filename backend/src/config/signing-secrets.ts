import type { Config, SecretConfig } from './config.ts';
import { secretFile } from './secret-file.ts';

const AUDIT_KEY = {
  name: 'The key of the audit log',
  lost: 'signatures of the old one can no longer be checked then.',
};

/** The secrets of the audit log's keys: first the current one, then all earlier ones. */
export function auditSecretsOf({
  audit,
  jwt,
}: Pick<Config, 'audit' | 'jwt'>): readonly [string, ...string[]] {
  const { key, previous } = audit;
  if (key === 'tokens') return [...tokenSecretsOf(jwt), ...previous];
  return ['secret' in key ? key.secret : secretFile(key.file, AUDIT_KEY), ...previous];
}

/** The secrets of tokens: first the current one, then the previous one. */
export function tokenSecretsOf(jwt: SecretConfig): readonly [string, ...string[]] {
  if (jwt.kind === 'file') return [secretFile(jwt.file)];
  return jwt.previous === undefined ? [jwt.secret] : [jwt.secret, jwt.previous];
}
