import type { Uuid } from '@parley/protocol';

/**
 * The id of a new command: a UUID of version 7 (RFC 9562), whose first 48 bits are the time. Ids that rise with time go to
 * one end of a database's index, where random ones would each change a page of their own.
 * @param now ms since the Unix epoch
 * @param random a UUID of version 4
 */
export function commandId(now: number, random: Uuid): Uuid {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}
