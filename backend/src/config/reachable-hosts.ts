import { hostname, networkInterfaces } from 'node:os';

/** Names and addresses by which a server that listens at `host` is reached, the one for other machines first. */
export function reachableHosts(host: string): readonly [string, ...string[]] {
  if (host !== '0.0.0.0' && host !== '::') return [host];
  const addresses = Object.values(networkInterfaces())
    .flatMap((some) => some ?? [])
    // Link-local addresses say nothing without the interface's name, which no certificate can hold.
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'));
  const of = (wanted: string) =>
    addresses.filter(({ family }) => family === wanted).map(({ address }) => address);
  const name = /^[a-z\d][a-z\d.-]*$/i.test(hostname()) ? [hostname().toLowerCase()] : [];
  const six = host === '::' ? [...of('IPv6'), '::1'] : [];
  const [best = 'localhost', ...others] = [...of('IPv4'), ...name, 'localhost', '127.0.0.1', ...six];
  return [best, ...others];
}
