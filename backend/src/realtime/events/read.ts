import { moveMarks } from '../../domain/receipts/move-marks.ts';
import type { EventHandler } from './event-handler.ts';

/** The user has read all entries up to these. */
export const read: EventHandler<'read'> = async (context, { data }, { marks }) => {
  await moveMarks(context, data.uid, { kind: 'read', marks });
  return undefined;
};
