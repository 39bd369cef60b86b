import * as z from 'zod/mini';
import { isKnownKind } from './known-kinds.ts';

const MOST = 60;

/** Any name but the known ones. TypeScript cannot say that; this pattern equals none of them, so that comparing narrows. */
type UnknownKind = `unknown: ${string}`;

/** The body of an entry that a newer version wrote. It keeps its place in the log, and all its fields are hashed. */
export interface UnknownBody {
  readonly kind: UnknownKind;
  /** True if entries of this kind change neither members nor rights. Without it, any other version must expect that. */
  readonly keepsRights?: unknown;
}

export const UnknownBody = z.custom<UnknownBody>(isUnknown);

function isUnknown(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  const { kind } = value;
  return typeof kind === 'string' && kind.length > 0 && kind.length <= MOST && !isKnownKind(kind);
}
