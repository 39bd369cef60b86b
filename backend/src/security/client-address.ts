import type { IncomingMessage } from 'node:http';

/**
 * Where a request comes from. Behind proxies that is the entry of `X-Forwarded-For` that the outermost of them wrote;
 * what stands before it anybody could have made up.
 * @param proxies how many proxies of ours stand in front
 */
export function clientAddress(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  proxies: number,
): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const told = proxies > 0 ? forwarded.at(-proxies)?.trim() : undefined;
  const address = told === undefined || told === '' ? socket.remoteAddress : told;
  return (address ?? 'unknown').replace(/^::ffff:(?=[\d.]+$)/i, '');
}
