import type { Device } from '@parley/protocol';
import type { StoredSession } from '../../../domain/sessions/session-store.ts';
import { storedJson } from '../stored-json.ts';

export interface SessionRow extends Omit<StoredSession, 'device'> {
  /** JSON */
  readonly device: string;
}

export const SESSION_COLUMNS =
  'sid, uid, device, created_at AS createdAt, last_seen_at AS lastSeenAt, expires_at AS expiresAt';

export function sessionOf({ device, ...session }: SessionRow): StoredSession {
  return { ...session, device: storedJson<Device>(device) };
}

export function sessionRow(session: StoredSession): SessionRow {
  return { ...session, device: JSON.stringify(session.device) };
}
