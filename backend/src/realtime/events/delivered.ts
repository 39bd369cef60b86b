import { MarkBatch } from '@parley/protocol';
import { moveMarks } from '../../domain/receipts/move-marks.ts';
import { handler } from '../event-handler.ts';

/** Somebody's client holds everything up to these entries. */
export const delivered = handler<'delivered'>(MarkBatch, async (context, { data }, { marks }) => {
  await moveMarks(context, data.uid, { kind: 'delivered', marks });
  return undefined;
});
