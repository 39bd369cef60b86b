import type { IncomingMessage } from 'node:http';
import { Username } from '@parley/protocol';
import type { AccessRules } from './access-rules.ts';

/**
 * The username in a client certificate that the proxy has checked: the bare name, as our proxy sends it, or a subject that
 * consists of `CN=` only. In a longer subject, one part could imitate another.
 * The proxy overwrites the header in every request, so that clients cannot forge it.
 */
export function certificateUser(
  { headers }: Pick<IncomingMessage, 'headers'>,
  { certificateHeader }: Pick<AccessRules, 'certificateHeader'>,
): string | undefined {
  const subject = certificateHeader === undefined ? undefined : headers[certificateHeader];
  if (typeof subject !== 'string') return undefined;
  const username = Username.safeParse(subject.replace(/^CN=/, ''));
  return username.success ? username.data : undefined;
}
