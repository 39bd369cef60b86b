import { localError } from '@parley/protocol/core';
import type { OutboxItem } from '../../model/outbox-item.ts';

/** An item whose words don't open any more. Where they were sealed before, those bytes are what is left to send. */
export function damagedItem({ task, payload, ...item }: OutboxItem): OutboxItem {
  if (task.kind !== 'append') return { ...item, task, payload };
  const { content: _, ...rest } = task;
  if (payload?.kind === 'sealed') return { ...item, task: rest, payload };
  const error = localError('E_NOT_FOUND', {
    message: "It is damaged on this device, and can't be read any more. Write it again if you still want it.",
  });
  const state = { kind: 'refused', error: error.toWire(), definite: true, damaged: true } as const;
  return { ...item, task: rest, state };
}

/** Whether there is nothing left of it to send. */
export function isDamaged({ state }: OutboxItem): boolean {
  return state.kind === 'refused' && state.damaged === true;
}
