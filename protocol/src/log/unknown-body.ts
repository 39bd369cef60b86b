import * as z from 'zod/mini';
import { isWord, type LaterWord } from '../later-word.ts';
import { isKnownKind } from './known-kinds.ts';

/** The body of an entry that a newer version wrote. It keeps its place in the log, and all its fields are hashed. */
export interface UnknownBody {
  readonly kind: LaterWord;
  /** True if entries of this kind change neither members nor rights. Without it, any other version must expect that. */
  readonly keepsRights?: unknown;
}

export const UnknownBody = z.custom<UnknownBody>(isUnknownBody);

export function isUnknownBody(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return isWord(value.kind) && !isKnownKind(value.kind);
}
