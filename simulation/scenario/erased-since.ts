import type { Facts, Spoken } from '../checker/facts.ts';

/**
 * Sealed messages whose payload was erased since, as those who wrote them meant them: the database never could open them, and
 * nobody holds them any more, save who was removed before.
 */
export function erasedSince(logs: Facts['logs'], devices: Facts['devices']): readonly Spoken[] {
  const intents = new Map(devices.flatMap(({ intents: all }) => all).map((intent) => [intent.id, intent]));
  return logs
    .flatMap(({ entries }) => entries)
    .flatMap(({ conversation, seq, sender, id, payload }) => {
      const text = intents.get(id)?.text;
      const isErased = payload?.kind === 'erased' && payload.was === 'sealed';
      return isErased && text !== undefined ? [{ conversation, seq, sender, text }] : [];
    });
}
