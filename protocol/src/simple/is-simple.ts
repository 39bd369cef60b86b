import type { StoredPayload } from '../log/payload.ts';

/** Version 1, suite 2, kind 5, in base64. */
const BEGINNING = 'AQIF';

/** Whether a payload is sealed in the simple way, which only machines and who writes with them do. */
export function isSimple(payload: StoredPayload | undefined): boolean {
  return payload?.kind === 'sealed' && payload.bytes.startsWith(BEGINNING);
}
