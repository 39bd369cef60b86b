import type { OutboxItem } from '../../model/outbox-item.ts';

/** An item whose words don't open any more. Where they were sealed before, those bytes are what is left to send. */
export function damagedItem({ task, payload, ...item }: OutboxItem): OutboxItem {
  if (task.kind !== 'append') return { ...item, task, payload };
  const { content: _, ...rest } = task;
  if (payload?.kind === 'sealed') return { ...item, task: rest, payload };
  const message = 'It is damaged on this device. Write it again.';
  const error = { code: 'E_NOT_FOUND', message, retryable: false } as const;
  return { ...item, task: rest, state: { kind: 'refused', error, definite: true, damaged: true } };
}

/** Whether there is nothing left of it to send. */
export function isDamaged({ state }: OutboxItem): boolean {
  return 'damaged' in state;
}
