import { isIPv6 } from 'node:net';

/**
 * Whom a bound on an address counts: of IPv6 the /64, because every address in it belongs to whoever has one.
 * What is no IPv6 address stands for itself.
 */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address;
  const [withoutZone] = address.split('%');
  // An URL spells an address in one way, in groups alone; `::` stands for those that are zero.
  const [before = '', after] = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1).split('::');
  const left = before === '' ? [] : before.split(':');
  const right = after === undefined || after === '' ? [] : after.split(':');
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}
