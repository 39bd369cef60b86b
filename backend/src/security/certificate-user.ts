import type { IncomingMessage } from 'node:http';
import type { Doors } from './doors.ts';

/**
 * The username of a client certificate that our proxy has checked, from the subject's common name.
 * The proxy overwrites the header with every request, so that clients cannot forge it.
 */
export function certificateUser(
  { headers }: Pick<IncomingMessage, 'headers'>,
  { certificateHeader }: Pick<Doors, 'certificateHeader'>,
): string | undefined {
  const subject = certificateHeader === undefined ? undefined : headers[certificateHeader];
  if (typeof subject !== 'string' || subject === '') return undefined;
  return (
    /(?:^|[,/])\s*CN=([^,/]+)/.exec(subject)?.[1]?.trim() ?? (subject.includes('=') ? undefined : subject)
  );
}
