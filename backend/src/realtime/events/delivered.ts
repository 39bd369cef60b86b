import { moveMarks } from '../../domain/receipts/move-marks.ts';
import type { EventHandler } from './event-handler.ts';

/** The client holds all entries up to these. */
export const delivered: EventHandler<'delivered'> = async (context, { data }, { marks }) => {
  await moveMarks(context, data.uid, { kind: 'delivered', marks });
  return undefined;
};
