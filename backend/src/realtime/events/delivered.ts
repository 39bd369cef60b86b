import { moveMarks } from '../../domain/receipts/move-marks.ts';
import type { EventHandler } from '../event-handler.ts';

/** Somebody's client holds everything up to these entries. */
export const delivered: EventHandler<'delivered'> = async (context, { data }, { marks }) => {
  await moveMarks(context, data.uid, { kind: 'delivered', marks });
  return undefined;
};
