import { hostname, networkInterfaces } from 'node:os';

/** Names and addresses of a server that listens at `host`, the one for other machines first. */
export function reachableHosts(host: string): readonly [string, ...string[]] {
  if (host !== '0.0.0.0' && host !== '::') return [host];
  const addresses = Object.values(networkInterfaces())
    .flatMap((some) => some ?? [])
    // A link-local address needs the name of an interface, which a certificate cannot hold.
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'));
  const of = (wanted: string) =>
    addresses.filter(({ family }) => family === wanted).map(({ address }) => address);
  const name = /^[a-z\d][a-z\d.-]*$/i.test(hostname()) ? [hostname().toLowerCase()] : [];
  const six = host === '::' ? [...of('IPv6'), '::1'] : [];
  const [best = 'localhost', ...others] = [...of('IPv4'), ...name, 'localhost', '127.0.0.1', ...six];
  return [best, ...others];
}
