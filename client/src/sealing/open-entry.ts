import { contentIn, EnvelopeError, type ContentEnvelope } from '@parley/protocol';
import { openContent } from '../crypto/envelopes/open-content.ts';
import type { EpochKey } from '../ports/sealing/epoch-key-keeper.ts';
import type { OpenedEntry } from '../model/opened-entry.ts';

/** Opens a believed envelope with the key of its epoch. */
export async function openEntry(
  envelope: ContentEnvelope,
  key: Pick<EpochKey, 'key'> | undefined,
): Promise<OpenedEntry> {
  if (key === undefined) return { kind: 'noKey', epoch: envelope.header.epoch };
  try {
    return readContent((await openContent(key.key, envelope)).content);
  } catch (error) {
    if (error instanceof EnvelopeError) return { kind: 'broken', refusal: error.refusal };
    throw error;
  }
}

function readContent(bytes: Uint8Array): OpenedEntry {
  try {
    const content = contentIn(JSON.parse(new TextDecoder().decode(bytes)));
    return content === undefined ? { kind: 'unreadable' } : { kind: 'content', content };
  } catch {
    return { kind: 'unreadable' };
  }
}
