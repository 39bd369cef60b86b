import { MarkBatch } from '@parley/protocol';
import { moveMarks } from '../../domain/receipts/move-marks.ts';
import { handler } from '../event-handler.ts';

/** Somebody has read everything up to these entries. */
export const read = handler<'read'>(MarkBatch, async (context, { data }, { marks }) => {
  await moveMarks(context, data.uid, { kind: 'read', marks });
  return undefined;
});
