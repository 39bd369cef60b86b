import type { Device } from '@parley/protocol';
import type { Grant, StoredSession } from '../../../domain/sessions/session-store.ts';
import { storedJson } from '../stored-json.ts';

export interface SessionRow extends Omit<StoredSession, 'device' | 'grant' | 'suspended'> {
  /** JSON */
  readonly device: string;
  /** JSON */
  readonly granted: string | null;
  readonly suspended: number;
}

export const SESSION_COLUMNS = `sid, uid, device, created_at AS createdAt, last_seen_at AS lastSeenAt,
  expires_at AS expiresAt, granted, suspended`;
export const SESSION_VALUES =
  '(:sid, :uid, :device, :createdAt, :lastSeenAt, :expiresAt, :granted, :suspended)';

export function sessionOf({ device, granted, suspended, ...session }: SessionRow): StoredSession {
  return {
    ...session,
    device: storedJson<Device>(device),
    ...(granted !== null && { grant: storedJson<Grant>(granted) }),
    ...(suspended === 1 && { suspended: true }),
  };
}

export function sessionRow({ device, grant, suspended, ...session }: StoredSession): SessionRow {
  return {
    ...session,
    device: JSON.stringify(device),
    granted: grant === undefined ? null : JSON.stringify(grant),
    suspended: Number(suspended ?? false),
  };
}
