import type { IncomingMessage } from 'node:http';
import { Username } from '@parley/protocol';
import type { Doors } from './doors.ts';

/**
 * The username of a client certificate that our proxy has checked: alone, as ours sends it, or as `CN=` of a subject
 * that has nothing else. In a longer subject, one part could pass for another.
 * The proxy overwrites the header with every request, so that clients cannot forge it.
 */
export function certificateUser(
  { headers }: Pick<IncomingMessage, 'headers'>,
  { certificateHeader }: Pick<Doors, 'certificateHeader'>,
): string | undefined {
  const subject = certificateHeader === undefined ? undefined : headers[certificateHeader];
  if (typeof subject !== 'string') return undefined;
  const username = Username.safeParse(subject.replace(/^CN=/, ''));
  return username.success ? username.data : undefined;
}
