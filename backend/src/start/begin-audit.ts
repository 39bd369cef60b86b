import type { ServerSettings } from '@parley/protocol';
import type { Config } from '../config/config.ts';
import { beginSigning } from '../domain/audit/begin-signing.ts';
import { record } from '../domain/audit/record.ts';
import type { Context } from '../domain/context.ts';

type AuditContext = Pick<Context, 'audit' | 'clock' | 'liveSettings'>;

/** Records that every server makes sure of in the audit log when it starts. */
export async function beginAudit(context: AuditContext, config: Config): Promise<void> {
  await context.liveSettings.follow();
  await noteSettings(context, config);
  await beginSigning(context);
}

/** Records the settings that control access and limits in the audit log, if they differ from the last record. */
async function noteSettings(context: AuditContext, config: Config): Promise<void> {
  const details = securitySettings(config, context.liveSettings.current);
  const known = (await context.audit.latest('settings_changed'))?.details ?? {};
  const names = new Set([...Object.keys(details), ...Object.keys(known)]);
  if ([...names].some((name) => details[name] !== known[name]))
    await record(context, { kind: 'settings_changed', details });
}

/** None of them is a secret. */
function securitySettings(
  config: Config,
  { name: _, welcome: __, registration, roomCreation, ...rates }: ServerSettings,
): Readonly<Record<string, string>> {
  const { publicUrl, allowedOrigins, allowedAddresses, certificateHeader, limits } = config;
  return {
    publicUrl,
    registration,
    roomCreation,
    allowedOrigins: allowedOrigins.join(' '),
    allowedAddresses: allowedAddresses?.join(' ') ?? 'all',
    certificateHeader: certificateHeader ?? 'none',
    trustedProxies: `${config.trustedProxies}`,
    tokenLifetime: `${config.tokenLifetime}`,
    ...Object.fromEntries(Object.entries({ ...limits, ...rates }).map(([name, limit]) => [name, `${limit}`])),
  };
}
