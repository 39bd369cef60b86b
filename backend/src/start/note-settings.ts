import type { Config } from '../config/config.ts';
import type { Context } from '../domain/context.ts';
import { record } from '../domain/audit/record.ts';

/** Records the settings that control access and limits in the audit log, if they differ from the last record. */
export async function noteSettings(context: Pick<Context, 'audit' | 'clock'>, config: Config): Promise<void> {
  const details = securitySettings(config);
  const known = (await context.audit.latest('settings_changed'))?.details ?? {};
  const names = new Set([...Object.keys(details), ...Object.keys(known)]);
  if ([...names].some((name) => details[name] !== known[name]))
    await record(context, { kind: 'settings_changed', details });
}

/** None of them is a secret. */
function securitySettings(config: Config): Readonly<Record<string, string>> {
  const { publicUrl, allowedOrigins, registration, allowedAddresses, certificateHeader, limits } = config;
  return {
    publicUrl,
    registration,
    allowedOrigins: allowedOrigins.join(' '),
    allowedAddresses: allowedAddresses?.join(' ') ?? 'all',
    certificateHeader: certificateHeader ?? 'none',
    trustedProxies: `${config.trustedProxies}`,
    tokenLifetime: `${config.tokenLifetime}`,
    ...Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, `${limit}`])),
  };
}
