import type { ArchivedKeys } from '../../../domain/archive/archive.ts';
import type { KeysDocument } from '../documents.ts';

export function keysDocument({ uid, keyLog, vault, former }: ArchivedKeys): KeysDocument {
  return { _id: uid, seq: keyLog.length, entries: [...keyLog], vault, former: [...former] };
}
