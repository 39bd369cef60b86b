import type { SessionInfo } from '@parley/protocol';

/** A session with a name that no other of its user has. */
export interface NamedSession extends SessionInfo {
  readonly name: string;
}

/**
 * Orders sessions for their user: this device first, then by last use. Devices with equal names get numbers by the order
 * of their logins, so that a number stays with its device while others come.
 */
export function withDistinctNames(sessions: readonly SessionInfo[]): readonly NamedSession[] {
  const met = new Map<string, number>();
  return sessions
    .toSorted((a, b) => a.createdAt - b.createdAt)
    .map((session) => {
      const { name } = session.device;
      const number = (met.get(name) ?? 0) + 1;
      met.set(name, number);
      return { ...session, name: number === 1 ? name : `${name} ${number}` };
    })
    .sort((a, b) => Number(b.current) - Number(a.current) || b.lastSeenAt - a.lastSeenAt);
}
