import type { IncomingHttpHeaders } from 'node:http';
import type { AccessRules } from './access-rules.ts';

/** Where a browser says that nobody else's page made a request; `none` is its address bar. Other clients say nothing. */
const OWN_SITES: readonly unknown[] = ['same-origin', 'none', undefined];

/** Whether a request comes from a page of ours, or from a client that is no browser. */
export function isFromOwnPage(
  headers: IncomingHttpHeaders,
  { allowedOrigins }: Pick<AccessRules, 'allowedOrigins'>,
): boolean {
  const { origin } = headers;
  return origin === undefined
    ? OWN_SITES.includes(headers['sec-fetch-site'])
    : allowedOrigins.includes(origin);
}
