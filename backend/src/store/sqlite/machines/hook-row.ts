import type { StoredHook } from '../../../domain/webhooks/stored-hook.ts';
import { storedJson } from '../stored-json.ts';

/** A row of `hooks`. */
export interface HookRow {
  readonly id: string;
  readonly kind: StoredHook['kind'];
  readonly conversation: string;
  readonly secretHash: string | null;
  readonly createdAt: number;
  /** All of it, as JSON. */
  readonly hook: string;
}

export function hookRow(hook: StoredHook): HookRow {
  const { id, kind, conversation, createdAt } = hook;
  const secretHash = hook.kind === 'incoming' ? hook.secretHash : null;
  return { id, kind, conversation, secretHash, createdAt, hook: JSON.stringify(hook) };
}

export function hookOf({ hook }: Pick<HookRow, 'hook'>): StoredHook {
  return storedJson<StoredHook>(hook);
}
