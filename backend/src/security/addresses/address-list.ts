import { BlockList, isIP, isIPv6 } from 'node:net';

/** Addresses and networks in CIDR notation. */
export class AddressList {
  readonly #list = new BlockList();

  /** @throws Error that names an entry that is neither an address nor a network */
  constructor(entries: readonly string[]) {
    for (const entry of entries) this.#add(entry);
  }

  has(address: string): boolean {
    return isIP(address) !== 0 && this.#list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  }

  #add(entry: string): void {
    const [address = '', prefix] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    try {
      if (prefix === undefined) this.#list.addAddress(address, family);
      else this.#list.addSubnet(address, Number(prefix), family);
    } catch (cause) {
      throw new Error(`${entry} is neither an address nor a network like 10.0.0.0/8`, { cause });
    }
  }
}
