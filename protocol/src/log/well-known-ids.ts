import type { Uuid } from '../ids.ts';

/** Who the system's own entries come from. */
export const SYSTEM_UID: Uuid = '00000000-0000-8000-8000-000000000000';
/** The one conversation that everyone reads and only a few may write to. */
export const ANNOUNCEMENTS: Uuid = '00000000-0000-8000-8000-000000000001';
