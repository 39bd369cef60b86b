import { isIPv4, isIPv6 } from 'node:net';
import type { IncomingHttpHeaders } from 'node:http';

interface Incoming {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** Clients of unknown address share one limit, and are on no list of addresses. */
const UNKNOWN = 'unknown';

/**
 * The address of a request's client. Behind proxies it is the entry of `X-Forwarded-For` that the outermost proxy wrote;
 * earlier entries could be forged. If that entry is missing or no address, the address is unknown: the proxy's own must not
 * be used, since it may be on the list of allowed addresses.
 * @param proxies number of our proxies in front
 * @returns an address in its usual spelling, or `unknown`
 */
export function clientAddress({ headers, socket }: Incoming, proxies: number): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',');
  const told = proxies > 0 && forwarded !== '' ? forwarded.split(',').at(-proxies) : socket.remoteAddress;
  return addressIn(told?.trim() ?? '') ?? UNKNOWN;
}

/** The address in the forms that proxies write: `192.0.2.1`, `192.0.2.1:443`, `2001:db8::1`, `[2001:db8::1]:443`. */
function addressIn(text: string): string | undefined {
  const [, bracketed, withPort] = /^(?:\[([^[\]]*)\](?::\d{1,5})?|([\d.]+):\d{1,5})$/.exec(text) ?? [];
  const address = bracketed ?? withPort ?? text;
  if (isIPv6(address)) return usualForm(address);
  return isIPv4(address) && bracketed === undefined ? address : undefined;
}

/** One spelling per address: without a zone, which has a meaning on one machine only, and with mapped IPv4 as IPv4. */
function usualForm(address: string): string {
  const [withoutZone] = address.split('%');
  const usual = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(usual) ?? [];
  if (high === undefined || low === undefined) return usual;
  return [high, low].flatMap((half) => [parseInt(half, 16) >> 8, parseInt(half, 16) & 255]).join('.');
}
