/** Whether an entry of this kind needs a payload; the others must not have one. */
export function carriesPayload(kind: string): boolean {
  return kind === 'message' || kind === 'edit' || kind === 'reaction';
}
