import type { Json } from '@parley/protocol';

/** A result in words: a text is said as it is, of an object what it has as `text`, of all else the JSON. */
export function resultText(result: Json): string {
  if (typeof result === 'string') return result;
  if (result === null) return '';
  const text = typeof result === 'object' && 'text' in result ? result.text : undefined;
  return typeof text === 'string' ? text : JSON.stringify(result);
}
