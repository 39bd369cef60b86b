import type { Uuid } from '../ids.ts';
import type { Sha256 } from '../sha256.ts';
import { uuidBytes, uuidV8 } from '../uuid.ts';
import { ANNOUNCEMENTS } from './well-known-ids.ts';

const LABEL = new TextEncoder().encode('parley/v1/direct\0');

/**
 * The id of the direct conversation of two users, the same from both sides. If both are one user, it is their notes.
 * UUIDv8 of SHA-256(label ‖ lower uid ‖ higher uid).
 */
export function directConversationId(sha256: Sha256, a: Uuid, b: Uuid): Uuid {
  const [lower, higher] = a < b ? [a, b] : [b, a];
  const input = new Uint8Array(LABEL.length + 32);
  input.set(LABEL);
  input.set(uuidBytes(lower), LABEL.length);
  input.set(uuidBytes(higher), LABEL.length + 16);
  return uuidV8(sha256(input));
}

/** Whether an id is that of a direct conversation: computed (UUIDv8), not drawn. No group has such an id, whatever a server says. */
export function isDirectId(conversation: Uuid): boolean {
  return conversation[14] === '8' && conversation !== ANNOUNCEMENTS;
}
