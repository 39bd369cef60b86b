import type { StoredSession } from './session-store.ts';

/** Whether a session lasts longer each time that it is renewed, as one that began with a password does. Others end with their token. */
export function slides({ grant }: Pick<StoredSession, 'grant'>): boolean {
  return grant === undefined || grant.kind === 'password';
}
