import * as z from 'zod/mini';
import { Time, Uuid } from '../ids.ts';
import { Device } from './session.ts';

/** A session as its user sees it in a list. */
export const SessionInfo = z.object({
  sid: Uuid,
  device: Device,
  createdAt: Time,
  lastSeenAt: Time,
  /** The session that asks for the list. */
  current: z.boolean(),
});
export type SessionInfo = z.infer<typeof SessionInfo>;
