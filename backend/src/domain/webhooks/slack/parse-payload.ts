import { LIMITS } from '@parley/protocol';
import { isObject } from './fields.ts';
import type { SlackPayload } from './slack-text.ts';

/**
 * The payload in a body: JSON, or a form whose field `payload` is that. Tools mix up the types, so the body itself tells.
 * @returns undefined if it is neither
 */
export function parsePayload(body: string): SlackPayload | undefined {
  const text = body.trim();
  const json = text.startsWith('{') ? text : new URLSearchParams(text).get('payload');
  if (json === null) return undefined;
  try {
    const payload: unknown = JSON.parse(json);
    return isObject(payload) && isShallow(payload) ? payload : undefined;
  } catch {
    return undefined;
  }
}

function isShallow(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth < LIMITS.jsonDepth && Object.values(value).every((inner) => isShallow(inner, depth + 1));
}
