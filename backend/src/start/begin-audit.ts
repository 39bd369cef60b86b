import type { Config } from '../config/config.ts';
import { beginSigning } from '../domain/audit/begin-signing.ts';
import type { Context } from '../domain/context.ts';
import { noteSettings } from './note-settings.ts';

/** Records that every server makes sure of in the audit log when it starts. */
export async function beginAudit(context: Pick<Context, 'audit' | 'clock'>, config: Config): Promise<void> {
  await noteSettings(context, config);
  await beginSigning(context);
}
