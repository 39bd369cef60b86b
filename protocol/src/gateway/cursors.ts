import { UUID } from '../uuid.ts';
import { GATEWAY_LIMITS } from './gateway.ts';

/** Where a client continues: the last entry that it has of each conversation. */
export type Cursors = ReadonlyMap<string, number>;

const SEQ = /^(0|[1-9]\d{0,14})$/;

/** Reads `conversation:seq,conversation:seq`; undefined if it cannot be read or has too many. */
export function cursorsIn(text: string, most: number = GATEWAY_LIMITS.cursors): Cursors | undefined {
  const parts = text === '' ? [] : text.split(',');
  if (parts.length > most) return undefined;
  const cursors = new Map<string, number>();
  for (const part of parts) {
    const [conversation = '', seq = '', ...rest] = part.split(':');
    if (!UUID.test(conversation) || !SEQ.test(seq) || rest.length > 0) return undefined;
    cursors.set(conversation, Math.max(Number(seq), cursors.get(conversation) ?? 0));
  }
  return cursors;
}
