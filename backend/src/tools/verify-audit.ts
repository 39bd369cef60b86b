import { verifyAudit } from '../domain/audit/verify-audit.ts';
import { operate } from './operate.ts';
import { readWords } from './read-words.ts';

// `npm run verify-audit`: whether the audit log is as it was written.
readWords('npm run verify-audit', {});
await operate(async (context) => {
  const { sound, brokenAt } = await verifyAudit(context);
  if (brokenAt !== undefined)
    throw new Error(
      `Record ${brokenAt} of the audit log was changed. The ${sound} before it are intact. ` +
        'Compare it with SECURITY_LOG_FILE or a backup.',
    );
  const [last] = await context.audit.after(sound - 1, 1);
  const end =
    last === undefined ? '' : ` The last is of ${new Date(last.time).toISOString()}, ${last.chain}.`;
  return `All ${sound} records of the audit log are intact.${end}`;
});
