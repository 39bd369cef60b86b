import type { Config } from './config/config.ts';
import { beginSigning } from './domain/audit/begin-signing.ts';
import type { Context } from './domain/context.ts';
import { noteSettings } from './note-settings.ts';

/** What a server writes into the audit log when it starts, if it is not there yet. */
export async function beginAudit(context: Pick<Context, 'audit' | 'clock'>, config: Config): Promise<void> {
  await noteSettings(context, config);
  await beginSigning(context);
}
