import type { BodyKind } from './body.ts';

/** Whether an entry of this kind needs a payload; the others must not have one. */
export function carriesPayload(kind: BodyKind): boolean {
  return kind === 'message' || kind === 'edit' || kind === 'reaction';
}
