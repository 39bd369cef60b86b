import { isIPv6 } from 'node:net';

/**
 * The key under which an address is counted. For IPv6 it is the /64 network: its holder can use every address in it.
 * Anything else is its own key.
 */
export function addressKey(address: string): string {
  return isIPv6(address) ? networkOf(address, 64) : address;
}

/**
 * The key of the site of an address. For IPv6 it is the /48 network: whoever rents one has 65,536 networks of /64.
 * Anything else is its own site.
 */
export function siteKey(address: string): string {
  return isIPv6(address) ? networkOf(address, 48) : address;
}

function networkOf(address: string, bits: 48 | 64): string {
  const [withoutZone] = address.split('%');
  // `URL` normalises an address to groups of digits; `::` stands for groups of zeros.
  const [before = '', after] = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1).split('::');
  const left = before === '' ? [] : before.split(':');
  const right = after === undefined || after === '' ? [] : after.split(':');
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return `${[...left, ...zeros, ...right].slice(0, bits / 16).join(':')}::/${bits}`;
}
