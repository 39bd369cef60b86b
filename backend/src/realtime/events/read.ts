import { moveMarks } from '../../domain/receipts/move-marks.ts';
import type { EventHandler } from '../event-handler.ts';

/** Somebody has read everything up to these entries. */
export const read: EventHandler<'read'> = async (context, { data }, { marks }) => {
  await moveMarks(context, data.uid, { kind: 'read', marks });
  return undefined;
};
